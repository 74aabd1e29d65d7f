/** Text that a scanner leaves to a real parser: wrong, or right in a way it was not made for. */
export class Unforeseen extends Error {}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

/**
 * Walks over the bytes of JSON text without making values. It knows plain text and whole numbers; of everything else it
 * throws `Unforeseen`, and for values that do not matter it asks `JSON.parse`, so that it accepts nothing that is no JSON.
 */
export class JsonScanner {
  /** Where the next byte is read. */
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** Skips white space. @returns the byte after it, which is not taken; -1 at the end */
  peek(): number {
    const { bytes } = this;
    let code = bytes[this.at];
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = bytes[++this.at];
    return code ?? -1;
  }

  /** Skips white space and takes one byte, if it is the one. */
  takes(code: number): boolean {
    if (this.peek() !== code) return false;
    this.at++;
    return true;
  }

  /** Skips white space and takes the byte that has to come. @throws Unforeseen */
  take(code: number): void {
    if (!this.takes(code)) throw new Unforeseen();
  }

  /** After a member: true when another follows, false when `close` ends them. @throws Unforeseen */
  more(close: number): boolean {
    if (this.takes(COMMA)) return true;
    this.take(close);
    return false;
  }

  /** Whether the text up to the next quotation mark is this word; if so, it is taken, with the mark. */
  word(word: Uint8Array): boolean {
    const { bytes, at } = this;
    const length = word.length;
    if (bytes[at + length] !== QUOTE) return false;
    for (let index = 0; index < length; index++) if (bytes[at + index] !== word[index]) return false;
    this.at = at + length + 1;
    return true;
  }

  /** Skips the rest of a text after its first mark, where it is printable ASCII without escapes. @throws Unforeseen */
  skipPlainText(): void {
    const { bytes } = this;
    let at = this.at;
    for (let code = bytes[at]; code !== QUOTE; code = bytes[++at]) {
      if (code === undefined || code < 0x20 || code > 0x7e || code === BACKSLASH) throw new Unforeseen();
    }
    this.at = at + 1;
  }

  /** A whole number of at most 12 digits, without sign and leading zeros. @throws Unforeseen */
  wholeNumber(): number {
    const { bytes } = this;
    const from = this.at;
    let at = from;
    let value = 0;
    for (let digit = (bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO) {
      value = value * 10 + digit;
    }
    const digits = at - from;
    if (digits === 0 || digits > 12 || (digits > 1 && bytes[from] === ZERO)) throw new Unforeseen();
    this.at = at;
    return value;
  }

  /** Any value, by `JSON.parse`. @throws Unforeseen where it is none */
  value(): unknown {
    this.peek();
    const from = this.at;
    this.skipRaw();
    try {
      return JSON.parse(
        new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.bytes.subarray(from, this.at)),
      );
    } catch {
      throw new Unforeseen();
    }
  }

  /** To where a value ends, if it is one: brackets are counted, text is skipped. */
  private skipRaw(): void {
    const { bytes } = this;
    let depth = 0;
    do {
      const code = bytes[this.at];
      if (code === undefined) throw new Unforeseen();
      if (code === QUOTE) this.skipText();
      else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
      else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
      else if (depth === 0) {
        this.skipLiteral();
        return;
      }
      this.at++;
    } while (depth > 0);
  }

  /** From the first mark of a text to its last. */
  private skipText(): void {
    const { bytes } = this;
    for (let code = bytes[++this.at]; code !== QUOTE; code = bytes[++this.at]) {
      if (code === undefined) throw new Unforeseen();
      if (code === BACKSLASH) this.at++;
    }
  }

  /** A number or a word, up to what can follow one; `JSON.parse` tells whether it is one. */
  private skipLiteral(): void {
    const { bytes } = this;
    for (let code = bytes[this.at]; code !== undefined && code > 0x20; code = bytes[++this.at]) {
      if (code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT) return;
    }
  }
}
