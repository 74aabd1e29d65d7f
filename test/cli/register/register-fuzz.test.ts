import * as fs from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { newFolder, removeFolders } from "../../register/example-leases";
import { leaseArguments, register } from "./register-command";

jest.setTimeout(120_000);
afterAll(removeFolders);

/** Text that is nearly what is written, or anything. */
function spoilt(text: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(text);
  const cut = fc.tuple(fc.nat(bytes.length), fc.nat(40), fc.uint8Array({ maxLength: 20 }));
  const edited = cut.map(([at, gone, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]));
  const values = fc.json().map((json) => Buffer.from(`${json}\n`));
  return fc.oneof(
    { weight: 4, arbitrary: edited },
    { weight: 1, arbitrary: values },
    fc.constant(bytes),
    fc.constant(Buffer.alloc(0)),
  );
}

test("whatever lies in the folder, each command says what is wrong, and none writes over what it does not understand", async () => {
  const model = newFolder();
  await register(model, leaseArguments("one", "203.0.113.0/25"));
  await register(model, leaseArguments("two", "203.0.113.128/25", "--status", "released"));
  const text = (name: string) => fs.readFileSync(join(model, name), "utf8");
  const files = fc.tuple(spoilt(text("leases.json")), spoilt(text("leases.history.jsonl")));
  await fc.assert(
    fc.asyncProperty(files, async ([leases, history]) => {
      const folder = newFolder();
      const [file, historyFile] = [join(folder, "leases.json"), join(folder, "leases.history.jsonl")];
      fs.writeFileSync(file, leases);
      fs.writeFileSync(historyFile, history);
      const verified = await register(folder, ["verify", "--as-of", "2026-11-22"]);
      for (const args of [["list"], ["show", "one"], ["sync", "--edited", "--dry-run"]]) {
        const { code, err } = await register(folder, args);
        expect([0, 1, 2]).toContain(code);
        expect(err).not.toContain("unexpected");
      }
      expect(verified.err).not.toContain("unexpected");
      expect([fs.readFileSync(file), fs.readFileSync(historyFile)]).toEqual([leases, history]);
      const added = await register(folder, leaseArguments("three", "198.51.100.0/24"));
      expect(added.err).not.toContain("unexpected");
      if (added.code !== 0) expect([fs.readFileSync(file), fs.readFileSync(historyFile)]).toEqual([leases, history]);
      else expect(await register(folder, ["show", "three"])).toMatchObject({ code: 0 });
      // A change looks at the end of the history alone: what is wrong further up stays, and is found by verify.
      const after = await register(folder, ["verify", "--as-of", "2026-11-22"]);
      expect([verified.code, after.code]).toEqual([verified.code, verified.code]);
    }),
    { numRuns: 100 },
  );
});
