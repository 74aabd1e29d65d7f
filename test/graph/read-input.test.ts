import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readInputFile, readInputStream } from "../../graph/read-input";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-input-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

it.each([0, 1, 65_535, 65_536, 200_000])("reads a file of %d bytes whole", (size) => {
  const file = path.join(folder, `${size}.json`);
  const bytes = Buffer.alloc(size, "0123456789");
  fs.writeFileSync(file, bytes);
  expect(readInputFile(file, "a.json").equals(bytes)).toBe(true);
});

it("reads a stream of buffers and texts whole", async () => {
  const chunks = async function* () {
    yield Buffer.from("{");
    yield "é";
    yield new Uint8Array([0x7d]);
  };
  expect((await readInputStream(chunks(), "stdin")).toString()).toBe("{é}");
});

it("names the file as it was given where it cannot be read", () => {
  expect(() => readInputFile(path.join(folder, "gone"), "a.json")).toThrow("a.json: does not exist");
  expect(() => readInputFile(folder, "a.json")).toThrow("a.json: is a folder; give a file");
  expect(() => readInputFile(path.join(folder, "0.json", "x"), "a.json")).toThrow("a.json: cannot be read (ENOTDIR)");
});

it("stops reading a stream that has no end", async () => {
  const piece = Buffer.alloc(64 * 1024 * 1024);
  const endless = async function* () {
    while (true) yield piece;
  };
  await expect(readInputStream(endless(), "stdin")).rejects.toThrow("stdin: has more than 512 MB");
});
