/**
 * Just enough of WebAssembly's binary format (https://webassembly.github.io/spec/core/binary/) to write one function of
 * vector code by hand: each of these gives the bytes of an expression or of a statement.
 */
export type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [...value, 0x21, local];

export const i32 = (value: number): Code => [0x41, ...signed(value)];
const binary =
  (operation: number) =>
  (a: Code, b: Code): Code => [...a, ...b, operation];
export const add = binary(0x6a);
export const minus = binary(0x6b);
export const and = binary(0x71);
export const isLess = binary(0x49);
export const isZero = (a: Code): Code => [...a, 0x45];
/** Position of the lowest bit that is set. */
export const lowestBit = (a: Code): Code => [...a, 0x68];
export const store = (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0];

const vector = (operation: number, ...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(operation)];
/** 16 bytes from an address on, wherever that lies. */
export const load = (address: Code, offset: number): Code => [...vector(0x00, address), 0, ...unsigned(offset)];
export const bytes = (values: readonly number[]): Code => [0xfd, 0x0c, ...values];
export const all = (byte: number): Code => bytes(new Array<number>(16).fill(byte));
export const both = (a: Code, b: Code): Code => vector(0x4e, a, b);
/** Of each byte its upper four bits. */
export const upper = (a: Code): Code => vector(0x6d, a, i32(4));
/** Of a table of 16 bytes those that the second operand numbers. */
export const lookUp = (table: Code, at: Code): Code => vector(0x0e, table, at);
/** The bytes of two vectors side by side, from one of the first on. */
export const from = (a: Code, b: Code, first: number): Code => [
  ...vector(0x0d, a, b),
  ...Array.from({ length: 16 }, (_, index) => first + index),
];
/** One bit for each byte that is not zero. */
export const notZero = (a: Code): Code => vector(0x64, vector(0x24, a, all(0)));
/** Whether four bytes side by side, at a multiple of four, equal those of the second operand. */
export const hasEqualWord = (a: Code, b: Code): Code => vector(0x53, vector(0x37, a, b));

/** Repeats until it is left. */
export const forever = (body: Code): Code => [0x02, 0x40, 0x03, 0x40, ...body, 0x0c, 0, 0x0b, 0x0b];
/** Leaves the innermost `forever`. */
export const leaveIf = (condition: Code): Code => [...condition, 0x0d, 1];
export const when = (condition: Code, body: Code): Code => [...condition, 0x04, 0x40, ...body, 0x0b];

/**
 * A module that exports its memory and one function of `i32`s, `filter`.
 * @param locals how many the function has beside its parameters: i32, then v128
 * @param pages of 64 KiB
 */
export function moduleOf(
  parameters: number,
  locals: readonly [number, number],
  pages: number,
  body: Code,
): Uint8Array<ArrayBuffer> {
  const code = [2, ...unsigned(locals[0]), I32, ...unsigned(locals[1]), V128, ...body, 0x0b];
  const type = [0x60, parameters, ...new Array<number>(parameters).fill(I32), 1, I32];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, ...type]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name("memory"), 2, 0, ...name("filter"), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 127;
  const rest = value >> 7;
  const isLast = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}
