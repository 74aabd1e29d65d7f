import * as path from "node:path";

/** Why a file was not searched. */
export type SkipReason = "archive" | "binary" | "symlink" | "special" | "unreadable";

/** Bytes at the start of a file by which it is told what it is; git looks at as many for a NUL. */
const SNIFFED = 8000;

const ARCHIVE_ENDINGS = new Set(
  "zip gz tgz tar bz2 tbz tbz2 xz txz zst tzst lz lz4 lzma br z 7z rar jar war ear whl egg gem deb rpm apk ipa nupkg crate cab iso dmg img qcow2 vmdk ova cpio ar a"
    .split(" ")
    .map((ending) => `.${ending}`),
);

const ARCHIVE_STARTS = [
  [0x50, 0x4b, 0x03, 0x04], // zip
  [0x50, 0x4b, 0x05, 0x06], // an empty zip
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], // xz
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], // 7z
  [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], // rar
].map((bytes) => Buffer.from(bytes));

/** Whether a name says that a file is an archive or is compressed. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE_ENDINGS.has(path.extname(name).toLowerCase());
}

/** How a file's text is encoded, or why it holds none. UTF-8 stands for all that has one byte a character too. */
export type Encoding = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be";

/** @param start the file's first bytes @param length how many of them are in use; a byte behind them is overwritten */
export function kindOf(start: Buffer, length: number): Encoding | Extract<SkipReason, "archive" | "binary"> {
  const [a, b] = [start[0], start[1]];
  if (length < 2) return "utf-8";
  if (a === 0xff && b === 0xfe && !(start[2] === 0 && start[3] === 0)) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (ARCHIVE_STARTS.some((magic) => a === magic[0] && start.subarray(0, magic.length).equals(magic))) return "archive";
  // Ends the search where the text ends.
  if (length < start.length) start[length] = 0;
  const nul = start.indexOf(0);
  if (nul >= 0 && nul < Math.min(length, SNIFFED)) return withoutMark(start, length) ?? "binary";
  return a === 0xef && b === 0xbb && start[2] === 0xbf ? "utf-8 with mark" : "utf-8";
}

/** Text of Windows without a mark: all of its first characters are ASCII in two bytes. */
function withoutMark(start: Buffer, available: number): Encoding | undefined {
  const length = Math.min(available, 512) & ~1;
  if (length < 8) return undefined;
  let little = true;
  let big = true;
  for (let at = 0; at < length; at += 2) {
    little &&= start[at + 1] === 0 && isAsciiText(start[at]);
    big &&= start[at] === 0 && isAsciiText(start[at + 1]);
  }
  return little ? "utf-16le" : big ? "utf-16be" : undefined;
}

function isAsciiText(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13));
}
