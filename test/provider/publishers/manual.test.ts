import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPublisher } from "../../../provider/publishers/open-publisher";
import { readRequest } from "../../../provider/roa-request/request-folder";
import { readSettings } from "../../../provider/settings";
import { change, HELD } from "./registry-contract";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-manual-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manual = openPublisher("manual", readSettings({}, {}));

test("writes the request for people and for machines, and says where it lies", async () => {
  const { document = "" } = await manual.apply({ ...change([HELD]), folder });
  expect(readFileSync(document, "utf8")).toContain("Request to publish a ROA");
  expect(await readRequest(folder, "office-2026_203.0.113.0-24")).toMatchObject({
    action: "publish",
    roa: { asn: 64496 },
  });
});

test("the same request again leaves the files as they are; another action rewrites them in place", async () => {
  await manual.apply({ ...change([HELD]), folder });
  const before = readdirSync(folder).sort();
  await manual.apply({ ...change([HELD]), folder });
  await manual.apply({ ...change([], [HELD]), folder });
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(await readRequest(folder, "office-2026_203.0.113.0-24")).toMatchObject({ action: "revoke" });
});

test("needs no settings, and cannot say what is published", () => {
  expect(manual.published).toBeUndefined();
});

test("a folder that cannot be made is an error, not a request that was sent", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(manual.apply({ ...change([HELD]), folder: join(file, "requests") })).rejects.toThrow();
});
