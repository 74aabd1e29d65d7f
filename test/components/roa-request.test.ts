import { output } from "@pulumi/pulumi";
import { Advertisement } from "../../components/advertisement";
import { RoaRequest } from "../../components/roa-request";
import { VERSION } from "../../components/version";
import packageJson from "../../package.json";
import { exampleBlock, LEASE } from "./example-block";
import { recordProgram, recordRefusal } from "./record-program";
import { recordRequests } from "./record-requests";

const ROA = "leasehold:rpki:RoaRequest";
const ROUTE = "leasehold:routing:Advertisement";

test("a request carries what the lease announces and when it ends", async () => {
  const { one } = await recordProgram(
    () => new RoaRequest("roa", { lease: exampleBlock(), asn: 64496, maxLength: 24 }),
  );
  expect(one(ROA, "roa").inputs).toEqual({
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    asn: 64496,
    maxLength: 24,
    publisher: "manual",
    folder: "./roa-requests",
    announces: [{ prefix: "203.0.113.0/24", origin: 64496 }],
    announcedBy: "lessee",
    longestAnnounced: 24,
    origins: [64496],
    leaseEnd: "2036-09-30",
  });
});

test("a resource of the plugin wants the plugin of this version, and names no place to download it from", async () => {
  const { request } = await recordRequests(
    () => new RoaRequest("roa", { lease: exampleBlock(), asn: 64496 }, { protect: true }),
  );
  expect(request("roa", ROA)).toMatchObject({ version: VERSION, pluginDownloadUrl: "", protect: true });
  expect(request("roa", ROA).parent).toMatch(/LeasedBlock::office$/);
  expect(VERSION).toBe(packageJson.version);
});

test("AWS announces from ASNs of its own, unless the lease brings one", async () => {
  const routing = { announcedBy: "aws" as const, origins: [64496] };
  const { one } = await recordProgram(() => {
    new RoaRequest("own", { lease: { ...LEASE, routing: { ...routing, byoasn: 64496 } }, asn: 64496 });
    new RoaRequest("aws", { lease: { ...LEASE, routing }, asn: 16509 });
  });
  expect(one(ROA, "own").inputs.origins).toEqual([64496]);
  expect(one(ROA, "aws").inputs.origins).toEqual([64496, 16509, 14618]);
});

test("a lease that nobody announces announces nothing", async () => {
  const lease = { ...LEASE, routing: { announcedBy: "none" as const, origins: [64496] } };
  const { one } = await recordProgram(() => new RoaRequest("roa", { lease, asn: 0 }));
  expect(one(ROA, "roa").inputs).toMatchObject({ asn: 0, announces: [] });
});

test("a lease of another program is named by its id", async () => {
  const { one } = await recordProgram(
    () => new RoaRequest("roa", { leaseId: "other", prefix: "2001:DB8::/32", asn: 64496, origins: [64496] }),
  );
  expect(one(ROA, "roa").inputs).toMatchObject({ leaseId: "other", prefix: "2001:db8::/32", origins: [64496] });
});

test("a day of removal is carried, and refused where it is none", async () => {
  const { one } = await recordProgram(
    () => new RoaRequest("roa", { lease: exampleBlock(), asn: 64496, removeOn: "2036-09-29" }),
  );
  expect(one(ROA, "roa").inputs).toMatchObject({ removeOn: "2036-09-29" });
  const { lines } = await recordRefusal(
    () => new RoaRequest("roa", { lease: exampleBlock(), asn: 64496, removeOn: "29.09.2036" }),
  );
  expect(lines[1]).toBe('removeOn = "29.09.2036": give a calendar day, YYYY-MM-DD');
});

test("values that only the deployment knows are left to the provider", async () => {
  const { one } = await recordProgram(
    () =>
      new RoaRequest("roa", {
        leaseId: "other",
        prefix: output("203.0.113.1/24"),
        asn: output(-1),
        maxLength: output(99),
      }),
  );
  expect(one(ROA, "roa").inputs).toMatchObject({ prefix: "203.0.113.1/24", asn: -1, maxLength: 99 });
});

test.each([
  ["host bits", { prefix: "203.0.113.1/24", asn: 64496 }, ["prefix"]],
  ["a prefix outside the lease", { prefix: "198.51.100.0/24", asn: 64496 }, ["prefix"]],
  ["a max-length shorter than the prefix", { asn: 64496, maxLength: 23 }, ["maxLength"]],
  ["everything at once", { asn: 2 ** 32, maxLength: 33, leaseId: "x" }, ["lease", "asn", "maxLength"]],
])("a request with %s is refused, by argument", async (_, args, expected) => {
  const { lines, resources } = await recordRefusal(() => new RoaRequest("roa", { lease: LEASE, ...args }));
  expect(resources).toEqual([]);
  expect(lines.slice(1).map((line) => line.split(/:| =/)[0])).toEqual(expected);
});

test("an advertisement takes prefix, origin and announcer from its lease", async () => {
  const { one } = await recordProgram(() => new Advertisement("route", { lease: exampleBlock() }));
  expect(one(ROUTE, "route").inputs).toEqual({
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    origin: 64496,
    by: "lessee",
    advertised: true,
    waitForRoa: true,
  });
});

test("an advertisement of a lease that does not say says what is missing", async () => {
  const { routing: _, ...lease } = LEASE;
  const { lines } = await recordRefusal(() => new Advertisement("route", { lease }));
  expect(lines.slice(1).map((line) => line.split(":")[0])).toEqual(["origin", "by"]);
});

test("an announcement depends on the ROA requests that were made for its lease before it", async () => {
  const { request } = await recordRequests(() => {
    const block = exampleBlock();
    new Advertisement("early", { lease: block });
    new RoaRequest("one", { lease: block, asn: 64496 });
    new RoaRequest("two", { lease: block.lease, asn: 64497 });
    const other = new RoaRequest("other", { leaseId: "other", prefix: "198.51.100.0/24", asn: 64496 });
    new Advertisement("route", { lease: block });
    new Advertisement("named", { lease: block, roas: [other] });
    new Advertisement("alone", { leaseId: "other", prefix: "198.51.100.0/24", origin: 64496, by: "lessor" });
  });
  const names = (name: string) =>
    request(name, ROUTE)
      .dependencies.map((urn) => urn.split("::").at(-1))
      .filter((dependency) => dependency !== "office")
      .sort();
  expect({ early: names("early"), route: names("route"), named: names("named"), alone: names("alone") }).toEqual({
    early: [],
    route: ["one", "two"],
    named: ["other"],
    alone: [],
  });
});

test("what a program says besides its ROAs stays: dependencies of its own, and announcing without a ROA", async () => {
  const { request, one } = await recordRequests(() => {
    const first = new RoaRequest("first", { leaseId: "other", prefix: "198.51.100.0/24", asn: 64496 });
    const block = exampleBlock();
    new RoaRequest("roa", { lease: block, asn: 64496 });
    new Advertisement("route", { lease: block, waitForRoa: false }, { dependsOn: first });
  });
  const dependencies = request("route", ROUTE).dependencies.map((urn) => urn.split("::").at(-1));
  expect(dependencies).toEqual(expect.arrayContaining(["first", "roa"]));
  expect(one(ROUTE, "route").inputs).toMatchObject({ waitForRoa: false });
});
