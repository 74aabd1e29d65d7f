import type { Location } from "./resource";

const SCHEME = "project:///";

/** Folders that package managers fill: npm, pip, Go's module cache. Code there is not the user's own. */
const PACKAGE_FOLDERS = /(?:^|\/)(?:node_modules|site-packages|dist-packages|pkg\/mod)\//;

/**
 * Reads positions such as `project:///index.ts#25,15`, as the engine writes them into previews and states. Remembers what
 * it read, since thousands of resources may come from one line.
 */
export class SourcePositions {
  readonly #read = new Map<string, Location | undefined>();

  /**
   * The innermost frame that is the user's own: a file inside the project before one elsewhere, such as a linked library.
   * @param stackTrace innermost frame first
   * @param sourcePosition where there is no frame
   */
  locate(stackTrace: unknown, sourcePosition: unknown): Location | undefined {
    let elsewhere: Location | undefined;
    const consider = (position: unknown): Location | undefined => {
      if (typeof position !== "string" || !position.startsWith(SCHEME)) return undefined;
      const location = this.#location(position);
      if (location === undefined) return undefined;
      if (!location.file.startsWith("../")) return location;
      elsewhere ??= location;
      return undefined;
    };
    if (Array.isArray(stackTrace)) {
      for (const frame of stackTrace as unknown[]) {
        if (typeof frame !== "object" || frame === null || !("sourcePosition" in frame)) continue;
        const found = consider(frame.sourcePosition);
        if (found !== undefined) return found;
      }
    }
    return consider(sourcePosition) ?? elsewhere;
  }

  #location(position: string): Location | undefined {
    if (this.#read.has(position)) return this.#read.get(position);
    const location = readPosition(position);
    this.#read.set(position, location);
    return location;
  }
}

function readPosition(position: string): Location | undefined {
  const hash = position.lastIndexOf("#");
  if (hash < 0) return undefined;
  const file = decoded(position.slice(SCHEME.length, hash));
  const [line, column = 1] = position
    .slice(hash + 1)
    .split(",")
    .map(Number);
  if (file === "" || PACKAGE_FOLDERS.test(file)) return undefined;
  if (line === undefined || !Number.isSafeInteger(line) || line < 1) return undefined;
  return { file, line, column: Number.isSafeInteger(column) && column > 0 ? column : 1 };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A name with a bare percent sign, which some language host did not escape.
    return path;
  }
}
