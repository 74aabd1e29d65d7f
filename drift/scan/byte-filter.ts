import type { Code } from "./wasm-code";
import * as wasm from "./wasm-code";

/** Bytes that are looked at together. */
const BLOCK = 16;

/** Memory: the end of the output, the output, a block of zeros, the text, zeros after it. */
const OUTPUT = 16;
const OUTPUT_BYTES = 64 * 1024;
const TEXT = OUTPUT + OUTPUT_BYTES + BLOCK;

/** Bytes by their lower and their upper four bits: all that have one of each. */
interface Bytes {
  readonly low: string;
  readonly high: string;
}

const DIGIT: Bytes = { low: "0123456789", high: "3" };
const HEX_LETTER: Bytes = { low: "123456", high: "46" };
/** `-` `.` `/` `_`, and `]` `^`. */
const SIGN: Bytes = { low: "def", high: "25" };
/** `[` `\` `{`, and `|`. */
const BRACKET: Bytes = { low: "bc", high: "57" };
/** `#` `%` `&` `(`. */
const ENCODED: Bytes = { low: "3568", high: "2" };
/** `:` `-`, and `*` `=`. */
const JOINT: Bytes = { low: "ad", high: "23" };
/** Digits of hexadecimal and the colon, and a few letters more. */
const GROUP: Bytes = { low: "0123456789a", high: "346" };
const ANY: Bytes = { low: "0123456789abcdef", high: "0123456789abcdef" };

/** Three bytes side by side where an address may stand: at most eight kinds, a bit each. */
const KINDS: readonly (readonly [Bytes, Bytes, Bytes])[] = [
  [DIGIT, SIGN, DIGIT],
  [DIGIT, BRACKET, ANY],
  [DIGIT, ENCODED, ANY],
  [DIGIT, JOINT, GROUP],
  [HEX_LETTER, JOINT, GROUP],
  // `\:` and `[:]`, and `%3A`, after a letter.
  [HEX_LETTER, { low: "bc", high: "5" }, { low: "abc", high: "35" }],
  [HEX_LETTER, { low: "5", high: "2" }, { low: "3", high: "3" }],
  // `0x` and a digit of hexadecimal, `ip` and a digit.
  [{ low: "09", high: "346" }, { low: "08", high: "57" }, GROUP],
];

/** The function's parameters and its locals. */
const [AT, END, OUT, OUT_END, FOUND] = [0, 1, 2, 3, 4];
const [LOW, HIGH] = [5, 6];
/** What each of the three bytes says, in this block and in the next. */
const HERE = [7, 8, 9];
const NEXT = [10, 11, 12];

/** What the module gives: its memory, and the function, which says where it stopped. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  filter(at: number, end: number, out: number, outEnd: number): number;
}

/** As much of the engine as is used here; the types of Node 20 have none of it. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
  readonly CompileError: new () => Error;
}

/**
 * Finds the few places of a text where an address may stand, 16 bytes at a time: a digit, a sign and a digit, a hex digit, a
 * colon and what goes on, four digits in a row, `0x`, `ip6`. Vector code, since regular expressions take several times as
 * long and reading is to cost little more than getting the bytes; it says too much rather than too little, and knows
 * nothing of leases.
 */
export class ByteFilter {
  /** Where the text goes. */
  readonly text: Buffer;
  readonly #output: Int32Array;
  readonly #filter: Exports["filter"];

  private constructor({ memory, filter }: Exports, size: number) {
    this.text = Buffer.from(memory.buffer, TEXT, size);
    this.#output = new Int32Array(memory.buffer, 0, TEXT / 4);
    this.#filter = filter;
  }

  /** @param size of the longest text @returns undefined where the processor has no vectors */
  static create(size: number): ByteFilter | undefined {
    const pages = Math.ceil((TEXT + size + 2 * BLOCK) / 65_536);
    const { Module, Instance, CompileError } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
    try {
      return new ByteFilter(new Instance(new Module(code(pages))).exports, size);
    } catch (error) {
      if (error instanceof CompileError) return undefined;
      throw error;
    }
  }

  /**
   * Calls back with positions in order.
   * @param length how much of `text` is in use
   * @param digits takes the first position of a block of 16 bytes that holds four digits in a row
   */
  places(length: number, place: (position: number) => void, digits: (block: number) => void): void {
    // What lies behind the text is of another.
    new Uint8Array(this.text.buffer, TEXT + length, 2 * BLOCK).fill(0);
    const end = TEXT + length;
    for (let at = TEXT; at < end; ) {
      at = this.#filter(at, end, OUTPUT, OUTPUT + OUTPUT_BYTES - (BLOCK + 1) * 4);
      const last = (this.#output[0] as number) / 4;
      for (let index = OUTPUT / 4; index < last; index++) {
        const position = this.#output[index] as number;
        if (position < 0) digits(-position - TEXT);
        else if (position < end) place(position - TEXT);
      }
    }
  }
}

function code(pages: number): Uint8Array<ArrayBuffer> {
  const { get, set } = wasm;
  const emit = (value: Code): Code => [...wasm.store(get(OUT), value), ...set(OUT, wasm.add(get(OUT), wasm.i32(4)))];
  const block = [
    ...wasm.leaveIf(wasm.isZero(wasm.isLess(get(AT), get(END)))),
    ...wasm.leaveIf(wasm.isZero(wasm.isLess(get(OUT), get(OUT_END)))),
    ...classify(BLOCK, NEXT),
    ...set(FOUND, wasm.notZero(threeInRow())),
    ...wasm.when(
      // The first kind's bit says that a byte is a digit.
      wasm.hasEqualWord(wasm.both(get(HERE[0] as number), wasm.all(1)), wasm.all(1)),
      emit(wasm.minus(wasm.i32(0), get(AT))),
    ),
    ...wasm.forever([
      ...wasm.leaveIf(wasm.isZero(get(FOUND))),
      ...emit(wasm.add(get(AT), wasm.lowestBit(get(FOUND)))),
      ...set(FOUND, wasm.and(get(FOUND), wasm.minus(get(FOUND), wasm.i32(1)))),
    ]),
    ...set(AT, wasm.add(get(AT), wasm.i32(BLOCK))),
    ...HERE.flatMap((here, index) => set(here, get(NEXT[index] as number))),
  ];
  const body = [...classify(0, HERE), ...wasm.forever(block), ...wasm.store(wasm.i32(0), get(OUT)), ...get(AT)];
  return wasm.moduleOf(4, [1, 8], pages, body);
}

/** Looks up what each byte of a block may be as the first, the second and the third of a kind. */
function classify(offset: number, into: readonly number[]): Code {
  const { get, set } = wasm;
  const loaded = wasm.load(get(AT), offset);
  return [
    ...set(LOW, wasm.both(loaded, wasm.all(15))),
    ...set(HIGH, wasm.upper(loaded)),
    ...into.flatMap((local, place) =>
      set(local, wasm.both(wasm.lookUp(table(place, "low"), get(LOW)), wasm.lookUp(table(place, "high"), get(HIGH)))),
    ),
  ];
}

/** For each value of four bits the kinds whose byte at this place has it. */
function table(place: number, half: keyof Bytes): Code {
  return wasm.bytes(
    Array.from({ length: 16 }, (_, value) =>
      KINDS.reduce((bits, kind, bit) => {
        const isOf = (kind[place] as Bytes)[half].includes(value.toString(16));
        return isOf ? bits | (1 << bit) : bits;
      }, 0),
    ),
  );
}

/** For each byte the kinds that it and the two after it make. */
function threeInRow(): Code {
  const [first, second, third] = HERE.map(wasm.get) as [Code, Code, Code];
  const [, secondNext, thirdNext] = NEXT.map(wasm.get) as [Code, Code, Code];
  return wasm.both(first, wasm.both(wasm.from(second, secondNext, 1), wasm.from(third, thirdNext, 2)));
}
