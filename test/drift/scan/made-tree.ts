import * as fs from "node:fs";
import * as path from "node:path";
import { seeded } from "../../../bench/vrp-document";
import { DECOYS, type LEASES, SPELLINGS } from "./spellings";

/** A reference that was planted, as a scan has to tell it. */
export interface Planted {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly lease: keyof typeof LEASES;
  readonly confidence: "certain" | "likely";
}

const WORDS =
  "the route of this host was moved to another zone over night; überprüft – Größe 4711, 日本語 und 😀 size=12.5 t=09:41 1.2.3".split(
    " ",
  );
const ENDINGS = ["conf", "yaml", "tf", "sh", "json", "md", "py", "txt", "ts", "rules", "csv", "nginx"];

/**
 * Writes a tree of text files in which every spelling and every decoy stands several times, among lines of other text.
 * @returns what was planted, by file and place
 */
export function makeTree(folder: string, files: number, seed: number): Planted[] {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const filler = (): string => Array.from({ length: 2 + Math.floor(random() * 9) }, () => pick(WORDS)).join(" ");
  const planted: Planted[] = [];
  for (let index = 0; index < files; index++) {
    const file = `d${index % 37}/${index % 7 === 0 ? ".hidden/" : ""}f${index}.${pick(ENDINGS)}`;
    const newline = index % 5 === 0 ? "\r\n" : "\n";
    const lines = Array.from({ length: 3 + Math.floor(random() * 30) }, filler);
    if (index % 3 === 0) lines.splice(Math.floor(random() * lines.length), 0, `${filler()} ; ${pickAt(DECOYS, index)}`);
    if (index % 11 === 0) {
      const [before, text, after, lease, confidence] = pickAt(SPELLINGS, index);
      const at = Math.floor(random() * lines.length);
      const lead = `${index % 2 === 0 ? "" : "\t"}${filler()} ; ${before}`;
      lines.splice(at, 0, `${lead}${text}${after}`);
      planted.push({ file, line: at + 1, column: [...lead].length + 1, text, lease, confidence });
    }
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, encode(`${lines.join(newline)}${newline}`, index));
  }
  return planted.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** Each in turn, however few files show one. */
function pickAt<T>(values: readonly T[], index: number): T {
  return values[Math.floor(index / 3) % values.length] as T;
}

function encode(text: string, index: number): Buffer {
  if (index % 101 === 0) return Buffer.from(`\ufeff${text}`, "utf16le");
  if (index % 53 === 0) return Buffer.from(`\ufeff${text}`);
  return Buffer.from(text);
}
