import { ByteFilter } from "./byte-filter";
import { isCandidate, numbersIn } from "./candidates";
import type { LeasedSpace } from "./leased-space";

/** Bytes of a window. Most files fit into one; memory stays within it whatever the size of a file. */
export const WINDOW = 4 * 1024 * 1024;

/** Finds candidates in windows of bytes, by vectors where the processor has them. */
export class CandidateSearch {
  /** Memory for a window: what lies there need not be copied to be searched. */
  readonly window: Buffer;
  readonly #space: LeasedSpace;
  readonly #filter: ByteFilter | undefined;

  /**
   * @param size bytes of the longest window
   * @param filter `null`: go byte by byte, as where there are no vectors
   */
  constructor(space: LeasedSpace, size = WINDOW, filter: ByteFilter | null | undefined = ByteFilter.create(size)) {
    this.#space = space;
    this.#filter = filter ?? undefined;
    this.window = filter?.text ?? Buffer.alloc(size);
  }

  /** Positions around which addresses near leased space may be written, in order. */
  positions(bytes: Buffer): number[] {
    const found: number[] = [];
    const place = (position: number): void => {
      if (isCandidate(bytes, position, this.#space)) found.push(position);
    };
    const digits = (block: number): void => {
      if (this.#space.holds(4)) found.push(...numbersIn(bytes, block, this.#space));
    };
    if (this.#filter === undefined) everywhere(bytes.length, place, digits);
    else {
      const { text } = this.#filter;
      const isThere = bytes.buffer === text.buffer && bytes.byteOffset === text.byteOffset;
      if (!isThere) bytes.copy(text);
      this.#filter.places(bytes.length, place, digits);
    }
    if (found.length < 2) return found;
    // A long number may lie in two blocks.
    return found.sort((a, b) => a - b).filter((position, index) => position !== found[index - 1]);
  }
}

function everywhere(length: number, place: (position: number) => void, digits: (block: number) => void): void {
  for (let position = 0; position < length; position++) {
    place(position);
    if (position % 16 === 0) digits(position);
  }
}
