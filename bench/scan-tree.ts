import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "./vrp-document";

/** The block that is looked for, and how `scan` and an expression are to find it. */
export const BLOCK = "203.0.113.0/24";

/** References as operators write them most, whose place an expression can tell exactly. */
const REFERENCES = [
  (last: number) => `server 203.0.113.${last}:443;`,
  (last: number) => `allow 203.0.113.${last}/32;`,
  () => 'cidr_blocks = ["203.0.113.0/24"]',
  () => "allow 203.0.113.*",
  (last: number) => `if ($remote_addr ~ "^203\\.0\\.113\\.${last}$") {`,
  (last: number) => `ssh admin@ec2-203-0-113-${last}.example.com`,
  (last: number) => `${last}.113.0.203.in-addr.arpa. IN PTR mail.example.com.`,
  () => 'zone "113.0.203.in-addr.arpa" {',
];

/** Finds in such a tree what `scan` finds, for ripgrep: without word boundaries, which cost it its fast ways. */
export const EXPRESSION = [
  String.raw`203\\?\.0\\?\.113\\?\.(?:[0-9]{1,3}(?:/[0-9]{1,2})?|\*)`,
  "203-0-113-[0-9]{1,3}",
  String.raw`(?:[0-9]{1,3}\.)?113\.0\.203\.in-addr\.arpa`,
].join("|");

export interface MadeTree {
  readonly files: number;
  readonly bytes: number;
  readonly references: number;
}

const FOLDERS = [
  "lease",
  "facts",
  "graph",
  "policies",
  "components",
  "provider",
  "docs",
  "test/facts",
  "test/policies",
];

/**
 * Writes a tree of text files of very different sizes, most of them small: lines of this repository's own sources and
 * pages, and now and then a reference.
 * @param meanBytes of a file
 */
export function makeScanTree(folder: string, files: number, meanBytes: number, seed: number): MadeTree {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const lines = ownLines();
  let bytes = 0;
  let references = 0;
  for (let index = 0; index < files; index++) {
    const size = -Math.log(1 - random()) * meanBytes;
    const text: string[] = [];
    // Whole stretches of a source, as files hold them.
    for (let length = 0; length < size; ) {
      const start = Math.floor(random() * lines.length);
      for (const line of lines.slice(start, start + 40)) {
        text.push(line);
        length += line.length + 1;
      }
    }
    if (random() < 0.05) {
      text.splice(Math.floor(random() * text.length), 0, pick(REFERENCES)(Math.floor(random() * 256)));
      references++;
    }
    const content = `${text.join("\n")}\n`;
    const target = join(folder, `team-${index % 20}`, `service-${index % 400}`);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, `file-${index}.${pick(["conf", "tf", "yaml", "sh", "md", "ts"])}`), content);
    bytes += Buffer.byteLength(content);
  }
  return { files, bytes, references };
}

function ownLines(): string[] {
  const root = join(__dirname, "..");
  return FOLDERS.flatMap(
    (folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(?:ts|md|rego)$/.test(file))
        .sort()
        .flatMap((file) => readFileSync(join(root, folder, file), "utf8").split("\n")),
    // Nothing but what was planted may be a reference.
  ).filter((line) => !/203|113|cb00|3405803/i.test(line));
}
