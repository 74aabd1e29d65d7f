import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LeaseholdProvider } from "../../../provider/leasehold-provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const URN = "urn:pulumi:dev::office::leasehold:index:LeasedBlock$leasehold:rpki:RoaRequest::roa";

const provider = new LeaseholdProvider("0.1.0", { environment: {} });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-roa-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function inputs(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    asn: 64496,
    publisher: "manual",
    folder,
    announces: [{ prefix: "203.0.113.0/24", origin: 64496 }],
    origins: [64496],
    leaseEnd: "2036-09-30",
    ...over,
  };
}

async function failures(news: Record<string, unknown>): Promise<string[]> {
  return ((await provider.check(URN, {}, news)).failures ?? []).map(({ property }) => property);
}

const json = (stem: string) => JSON.parse(readFileSync(join(folder, `${stem}.json`), "utf8"));
const STEM = "office-2026_203.0.113.0-24_AS64496_max24";

describe("check", () => {
  test("accepts a plain request and fills in publisher and folder", async () => {
    const checked = await provider.check(URN, {}, { leaseId: "office-2026", prefix: "203.0.113.0/24", asn: 64496 });
    expect(checked.failures).toEqual([]);
    expect(checked.inputs).toMatchObject({ publisher: "manual", folder: "./roa-requests" });
  });

  test("writes prefix and ASN canonically", async () => {
    const checked = await provider.check(URN, {}, inputs({ prefix: "2001:DB8:0::/32", asn: "AS64496" }));
    expect(checked.failures).toEqual([]);
    expect(checked.inputs).toMatchObject({ prefix: "2001:db8::/32", asn: 64496 });
  });

  test.each([
    ["host bits", { prefix: "203.0.113.1/24" }, ["prefix"]],
    ["a prefix that is no text", { prefix: 24 }, ["prefix"]],
    ["an ASN above 32 bits", { asn: 4294967296 }, ["asn"]],
    ["a max-length shorter than the prefix", { maxLength: 23 }, ["maxLength"]],
    ["a max-length beyond the family", { maxLength: 33 }, ["maxLength"]],
    ["a max-length that is not whole", { maxLength: 24.5 }, ["maxLength"]],
    ["a publisher nobody knows", { publisher: "pigeon" }, ["publisher"]],
    ["announcements of another shape", { announces: ["203.0.113.0/24"] }, ["announces"]],
    ["an empty lease id", { leaseId: "" }, ["leaseId"]],
    ["everything at once", { prefix: "203.0.113.1/24", asn: -1, publisher: "pigeon" }, ["prefix", "asn", "publisher"]],
  ])("refuses %s and names the property", async (_, over, expected) => {
    expect(await failures(inputs(over))).toEqual(expected);
  });

  test("names all that is missing", async () => {
    expect(await failures({})).toEqual(["leaseId", "prefix", "asn"]);
  });

  test("lets unknown inputs pass and keeps them unknown", async () => {
    const news = inputs({
      prefix: UNKNOWN,
      asn: UNKNOWN,
      maxLength: 30,
      folder: UNKNOWN,
      announces: [{ prefix: UNKNOWN }],
    });
    const checked = await provider.check(URN, {}, news);
    expect(checked.failures).toEqual([]);
    expect(checked.inputs).toMatchObject({ prefix: UNKNOWN, asn: UNKNOWN, folder: UNKNOWN });
  });

  test("still bounds a max-length whose prefix is unknown", async () => {
    expect(await failures(inputs({ prefix: UNKNOWN, maxLength: 129 }))).toEqual(["maxLength"]);
  });

  test("checks the value inside a secret and keeps it secret", async () => {
    const secret = { ...SECRET, value: folder };
    const checked = await provider.check(
      URN,
      {},
      inputs({ folder: secret, prefix: { ...SECRET, value: "203.0.113.1/24" } }),
    );
    expect(checked.failures?.map(({ property }) => property)).toEqual(["prefix"]);
    expect((checked.inputs as { folder: unknown }).folder).toEqual(secret);
  });
});

describe("diff", () => {
  test.each([
    ["leaseId", "other"],
    ["prefix", "203.0.113.0/25"],
    ["asn", 64497],
    ["maxLength", 25],
  ])("replaces the ROA where %s changes, new one first", async (property, value) => {
    const diff = await provider.diff("id", URN, inputs(), inputs({ [property]: value }));
    expect(diff).toMatchObject({ changes: true, replaces: [property], deleteBeforeReplace: false });
  });

  test.each([
    ["leaseEnd", "2037-09-30"],
    ["removeOn", "2036-09-29"],
    ["folder", "./elsewhere"],
    ["announces", []],
  ])("updates in place where %s changes", async (property, value) => {
    const diff = await provider.diff("id", URN, inputs(), inputs({ [property]: value }));
    expect(diff).toMatchObject({ changes: true, replaces: [] });
  });

  test("sees no change in the same inputs, nor in a max-length that says the prefix's own", async () => {
    expect(await provider.diff("id", URN, { ...inputs(), document: "x" }, inputs())).toMatchObject({ changes: false });
    expect(await provider.diff("id", URN, inputs(), inputs({ maxLength: 24 }))).toMatchObject({ changes: false });
  });

  test("takes an unknown new prefix for a replacement", async () => {
    const diff = await provider.diff("id", URN, inputs(), inputs({ prefix: UNKNOWN }));
    expect(diff).toMatchObject({ changes: true, replaces: ["prefix"] });
  });
});

describe("create, read, update, delete", () => {
  test("asks to publish in a document for machines and one for people", async () => {
    const created = await provider.create(URN, inputs());
    expect(created.id).toBe(STEM);
    expect(json(STEM)).toMatchObject({ version: 1, action: "publish", roa: { prefix: "203.0.113.0/24", asn: 64496 } });
    const text = readFileSync(created.outs.document, "utf8");
    expect(text).toMatch(/authorises AS64496 to originate 203\.0\.113\.0\/24/);
    expect(text).toMatch(/last day is 2036-09-30/);
    expect(readdirSync(folder).sort()).toEqual([`${STEM}.json`, `${STEM}.txt`]);
  });

  test("does not write what is there already", async () => {
    await provider.create(URN, inputs());
    const path = join(folder, `${STEM}.json`);
    const before = statSync(path);
    await provider.create(URN, inputs());
    expect(statSync(path).ino).toBe(before.ino);
    expect(statSync(path).mtimeMs).toBe(before.mtimeMs);
  });

  test("reads its request back, and finds it gone where somebody deleted it", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    expect(await provider.read(id, URN, outs)).toMatchObject({ id, props: outs });
    rmSync(join(folder, `${STEM}.json`));
    expect((await provider.read(id, URN, outs)).id).toBeUndefined();
  });

  test("shows what somebody changed in the document", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    const path = join(folder, `${STEM}.json`);
    writeFileSync(path, readFileSync(path, "utf8").replace('"asn": 64496', '"asn": 64511'));
    expect(await provider.read(id, URN, outs)).toMatchObject({ props: { asn: 64511 } });
  });

  test("refuses a file that is no request of ours, naming it", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    writeFileSync(join(folder, `${STEM}.json`), "{");
    await expect(provider.read(id, URN, outs)).rejects.toThrow(/max24\.json is not a ROA request document/);
  });

  test("says what changed without asking for another ROA", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    await provider.update(id, URN, outs, inputs({ leaseEnd: "2037-09-30" }));
    expect(json(STEM)).toMatchObject({ action: "change", roa: { leaseEnd: "2037-09-30" } });
  });

  test("asks for the removal on its day, and refuses what is no day", async () => {
    await provider.create(URN, inputs({ removeOn: "2036-09-29" }));
    expect(json(STEM)).toMatchObject({ action: "publish", roa: { removeOn: "2036-09-29" } });
    expect(readFileSync(join(folder, `${STEM}.txt`), "utf8")).toContain("beyond 2036-09-29");
    const { failures } = await provider.check(URN, inputs(), inputs({ removeOn: "soon" }));
    expect(failures).toEqual([{ property: "removeOn", reason: "give a calendar day, YYYY-MM-DD" }]);
  });

  test("moves the request where only the folder changes", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    const elsewhere = join(folder, "elsewhere");
    await provider.update(id, URN, outs, inputs({ folder: elsewhere }));
    expect(JSON.parse(readFileSync(join(elsewhere, `${STEM}.json`), "utf8"))).toMatchObject({ action: "publish" });
    expect(existsSync(join(folder, `${STEM}.json`))).toBe(false);
  });

  test("asks to revoke, after withdrawal, and is gone then", async () => {
    const { id, outs } = await provider.create(URN, inputs());
    await provider.delete(id, URN, outs);
    expect(json(STEM)).toMatchObject({ action: "revoke" });
    expect(readFileSync(outs.document, "utf8")).toMatch(/after the route has been withdrawn/);
    expect((await provider.read(id, URN, outs)).id).toBeUndefined();
  });

  test("keeps the new ROA's request apart from the revocation of the one it replaces", async () => {
    const old = await provider.create(URN, inputs({ maxLength: 25, longestAnnounced: 25 }));
    const fresh = await provider.create(URN, inputs());
    await provider.delete(old.id, URN, old.outs);
    expect(json(fresh.id)).toMatchObject({ action: "publish" });
    expect(json(old.id)).toMatchObject({ action: "revoke" });
  });

  test("keeps a hostile lease id inside the folder", async () => {
    const { id } = await provider.create(URN, inputs({ leaseId: "../../etc/passwd" }));
    expect(id).not.toContain("/");
    expect(readdirSync(folder)).toContain(`${id}.json`);
  });

  test("leaves no draft behind where the folder cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(provider.create(URN, inputs({ folder: join(folder, "file") }))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});
