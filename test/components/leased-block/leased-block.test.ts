import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import fc from "fast-check";
import { EgressSegment } from "../../../components/egress-segment/egress-segment";
import { LeasedBlock } from "../../../components/leased-block/leased-block";
import { exampleBlock, LEASE } from "../example-block";
import { recordProgram, recordRefusal } from "../record-program";
import { recordRequests } from "../record-requests";

const BLOCK = "leasehold:index:LeasedBlock";
const SEGMENT = "leasehold:index:EgressSegment";

let warn: jest.SpyInstance;
beforeEach(() => {
  warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

test("a block registers its lease as inputs, canonical and complete", async () => {
  const { one } = await recordProgram(() => exampleBlock());
  expect(one(BLOCK, "office").inputs).toEqual({ lease: LEASE });
});

test("a segment is the block's child, named after both, with every default written out", async () => {
  const { one, request } = await recordRequests(() =>
    exampleBlock().segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], ports: [443, { from: 80, to: 81 }] }),
  );
  expect(request("office-web", SEGMENT).parent).toMatch(/LeasedBlock::office$/);
  expect(one(SEGMENT, "office-web").inputs).toEqual({
    leaseId: "office-2026",
    name: "web",
    purpose: "web",
    prefixes: ["203.0.113.0/26"],
    ports: [
      { protocol: "tcp", from: 443, to: 443, destinations: ["0.0.0.0/0"] },
      { protocol: "tcp", from: 80, to: 81, destinations: ["0.0.0.0/0"] },
    ],
    rateLimits: [],
    denyLists: ["bogons"],
    status: "active",
    critical: false,
    subnets: [],
  });
});

test("segments given at once are declared too, and found by name", async () => {
  const { result } = await recordProgram(() =>
    exampleBlock({
      segments: { web: { purpose: "web", prefixLength: 26 }, admin: { purpose: "admin", prefixLength: 27 } },
    }),
  );
  expect([...result.segments.keys()]).toEqual(["web", "admin"]);
  expect(result.segments.get("admin")?.prefixes).toEqual(["203.0.113.64/27"]);
});

test("a segment made alone takes the block's space, region and tags", async () => {
  const { result, request } = await recordRequests(() => {
    const block = exampleBlock({ region: "eu-west-1", tags: { team: "platform" } });
    block.segment("web", { purpose: "web", prefixLength: 25 });
    return new EgressSegment("admin", { lease: block, purpose: "admin", prefixLength: 25 });
  });
  expect(result).toMatchObject({ prefixes: ["203.0.113.128/25"], region: "eu-west-1", tags: { team: "platform" } });
  expect(request("admin", SEGMENT).parent).toMatch(/LeasedBlock::office$/);
});

test("a segment placed in free space is warned of, with the record to write; a given one is not", async () => {
  await recordProgram(() => exampleBlock().segment("web", { purpose: "web", prefixLength: 26 }));
  expect(warn.mock.calls.flat().join()).toMatch(
    /add \{"name":"web","purpose":"web","prefixes":\["203\.0\.113\.0\/26"\]\}/,
  );
  warn.mockClear();
  await recordProgram(() => exampleBlock().segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"] }));
  expect(warn).not.toHaveBeenCalled();
});

describe("recorded placements", () => {
  const placements = { web: { prefixes: ["203.0.113.64/26"] }, gone: { prefixes: ["203.0.113.0/26"] } };

  test("stay, and keep the space of segments that the program no longer declares", async () => {
    const { result } = await recordProgram(() => {
      const block = exampleBlock({ placements });
      const admin = block.segment("admin", { purpose: "admin", prefixLength: 26 });
      return { admin, web: block.segment("web", { purpose: "web" }) };
    });
    expect(result.web.prefixes).toEqual(["203.0.113.64/26"]);
    expect(result.admin.prefixes).toEqual(["203.0.113.128/26"]);
  });

  test("never move, whatever else is asked for, in whatever order", async () => {
    const others = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[a-z]{2,6}$/), length: fc.integer({ min: 26, max: 30 }) }),
      {
        selector: ({ name }) => name,
        maxLength: 2,
      },
    );
    await fc.assert(
      fc.asyncProperty(others, fc.boolean(), async (segments, first) => {
        const { result } = await recordProgram(() => {
          const block = exampleBlock({ placements });
          const web = first && block.segment("web", { purpose: "web" });
          for (const { name, length } of segments) block.segment(`x${name}`, { purpose: "x", prefixLength: length });
          return web || block.segment("web", { purpose: "web" });
        });
        expect(result.prefixes).toEqual(["203.0.113.64/26"]);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test("refuse a program that says otherwise", async () => {
    const { lines } = await recordRefusal(() =>
      exampleBlock({ placements, segments: { web: { purpose: "web", prefixes: ["203.0.113.128/26"] } } }),
    );
    expect(lines.join("\n")).toMatch(
      /segments\.web\.prefixes: 203\.0\.113\.128\/26 differs from the record, 203\.0\.113\.64\/26/,
    );
  });
});

describe("the register that config names", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-register-"));
  });
  afterEach(() => {
    runtime.setAllConfig({});
    rmSync(folder, { recursive: true, force: true });
  });

  function withRegister(text: string | undefined, source = join(folder, "leases.json")) {
    if (text !== undefined) writeFileSync(source, text);
    runtime.setAllConfig({ "leasehold:register": source });
    return () => exampleBlock().segment("web", { purpose: "web", prefixLength: 26 });
  }
  const record = (over: object) =>
    JSON.stringify({
      version: 1,
      leases: [{ id: LEASE.id, prefix: LEASE.prefix, status: "active", term: LEASE.term, ...over }],
    });

  test("says where a segment lies, and at which addresses", async () => {
    const placements = { "eu-west-1a": "203.0.113.70" };
    const segments = [{ name: "web", purpose: "web", prefixes: ["203.0.113.64/26"], placements }];
    const { result } = await recordProgram(withRegister(record({ segments })));
    expect(result).toMatchObject({ prefixes: ["203.0.113.64/26"], placements });
  });

  test("need not be there yet, and is not fetched", async () => {
    expect((await recordProgram(withRegister(undefined))).result.prefixes).toEqual(["203.0.113.0/26"]);
    const https = withRegister(undefined, "https://registers.example/leases.json");
    expect((await recordProgram(https)).result.prefixes).toEqual(["203.0.113.0/26"]);
  });

  test("is named where it cannot be read", async () => {
    const { lines } = await recordRefusal(withRegister("{"));
    expect(lines[1]).toMatch(/^config leasehold:register = ".*leases\.json": /);
  });

  test("keeps a released lease from being revived", async () => {
    const { lines } = await recordRefusal(withRegister(record({ status: "released" })));
    expect(lines.join("\n")).toMatch(/released lease is never revived/);
  });
});

describe("bad arguments", () => {
  test("are all named at once, before anything is registered", async () => {
    const { lines, resources } = await recordRefusal(
      () =>
        new LeasedBlock("office", {
          lease: { ...LEASE, term: { start: "2036-10-01", end: "2036-09-30" } },
          segments: {
            Web: { purpose: "", ports: [70_000], standby: "Web" },
            admin: {
              purpose: "admin",
              rateLimits: [{ identity: "deployer" }],
              denyLists: [{ name: "drop" }],
              breakGlass: { approvers: [], hours: 0 },
            },
          },
        }),
    );
    expect(resources).toEqual([]);
    expect(lines[0]).toBe('LeasedBlock "office": 9 arguments cannot be used; nothing was created');
    expect(lines.slice(1).map((line) => line.split(/:| =/)[0])).toEqual([
      "lease.term.end",
      "segments.Web.name",
      "segments.Web.purpose",
      "segments.Web.standby",
      "segments.Web.ports[0].from",
      "segments.admin.rateLimits[0]",
      "segments.admin.denyLists[0]",
      "segments.admin.breakGlass.approvers",
      "segments.admin.breakGlass.hours",
    ]);
  });

  test("with host bits in the lease name the value and the network", async () => {
    const { lines } = await recordRefusal(() => exampleBlock({ lease: { ...LEASE, prefix: "203.0.113.7/24" } }));
    expect(lines[1]).toMatch(/^lease\.prefix = "203\.0\.113\.7\/24": .*host bits.*203\.0\.113\.0\/24/);
  });

  test("that do not fit the block say what is free", async () => {
    const { lines } = await recordRefusal(() =>
      exampleBlock({
        segments: { web: { purpose: "web", prefixLength: 25 }, admin: { purpose: "admin", prefixLength: 24 } },
      }),
    );
    expect(lines[1]).toMatch(
      /segments\.admin\.prefixLength: no \/24 is free in 203\.0\.113\.0\/24 \(the largest free part is a \/25\)/,
    );
  });

  test("of a second segment of the same name, or over another's prefix, are refused", async () => {
    const block = () => {
      const office = exampleBlock();
      office.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"] });
      return office;
    };
    const twice = await recordRefusal(() => block().segment("web", { purpose: "web", prefixLength: 28 }));
    expect(twice.lines[1]).toMatch(/segment web is asked for twice/);
    const over = await recordRefusal(() =>
      block().segment("mail", { purpose: "email", prefixes: ["203.0.113.32/27"] }),
    );
    expect(over.lines[1]).toMatch(/203\.0\.113\.32\/27 overlaps 203\.0\.113\.0\/26 of segment web/);
  });

  test("of a lease do not show values that are neither address, date nor name", async () => {
    const lessor = { name: "x", agreement: 4711, contact: "secret@lessor.example" };
    const { lines } = await recordRefusal(() => exampleBlock({ lease: { ...LEASE, lessor: lessor as never } }));
    expect(lines.join("\n")).not.toMatch(/4711|secret@/);
  });
});
