import fc from "fast-check";
import { contains, formatPrefix, type Prefix, prefixSize, readPrefix } from "../../lease/prefix";
import { blockMap, occupancy } from "../../reports/block-map";
import type { ReportedLease } from "../../reports/reported-lease";
import { fullReport } from "./full-report";
import { finding } from "./sample";

const [office, six] = fullReport.leases as [ReportedLease, ReportedLease];
const prefix = (text: string): Prefix => readPrefix(text) as Prefix;

/** A block of either family and prefixes inside it. */
const blocks = fc
  .tuple(
    fc.constantFrom<4 | 6>(4, 6),
    fc.integer({ min: 0, max: 32 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
  )
  .map(([family, hostBits, parts]) => {
    const bits = family === 4 ? 32 : 128;
    const first = prefix(family === 4 ? "0.0.0.0/0" : "2001:db8::/96").first;
    const block: Prefix = { family, first, length: bits - hostBits };
    const inside = parts.map(([length, at]): Prefix => {
      const own = block.length + (length % (hostBits + 1));
      const size = 1n << BigInt(bits - own);
      return { family, first: first + (BigInt(at) % (prefixSize(block) / size)) * size, length: own };
    });
    return { block, inside };
  });

const leaseOf = (block: Prefix, over: Partial<ReportedLease>): ReportedLease => ({
  ...office,
  prefix: formatPrefix(block),
  segments: [],
  addresses: [],
  ...over,
});

test("rows are equal, cover the block, and are no more than eight", () => {
  fc.assert(
    fc.property(blocks, ({ block }) => {
      const map = blockMap(block, leaseOf(block, {}), []);
      expect(BigInt(map.rows.length) * map.perRow).toBe(prefixSize(block));
      expect(map.rows.length).toBeLessThanOrEqual(8);
    }),
  );
});

test("every prefix is one rectangle as large as its share of the block, inside the block", () => {
  fc.assert(
    fc.property(blocks, ({ block, inside }) => {
      const segments = inside.map((part, i) => ({
        name: `s${i}`,
        purpose: null,
        status: null,
        prefixes: [formatPrefix(part)],
      }));
      const map = blockMap(block, leaseOf(block, { segments }), []);
      expect(map.segments).toHaveLength(inside.length);
      for (const [index, { row, rows, x, width }] of map.segments.entries()) {
        const part = inside[index] as Prefix;
        const share = Number((prefixSize(part) * 1_000_000_000n) / prefixSize(block)) / 1e9;
        expect((rows * width) / map.rows.length).toBeCloseTo(share, 6);
        expect(row + rows).toBeLessThanOrEqual(map.rows.length);
        expect(x + width).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("taken addresses are drawn once, each where it is, cut at the ends of rows", () => {
  fc.assert(
    fc.property(blocks, ({ block, inside }) => {
      const addresses = inside.map((part) => ({ address: formatPrefix(part), segment: null, resource: null }));
      const lease = leaseOf(block, { addresses });
      const map = blockMap(block, lease, []);
      const drawn = map.taken.reduce((sum, { width }) => sum + width, 0) / map.rows.length;
      const { taken, size } = occupancy([formatPrefix(block)], lease);
      expect(drawn).toBeCloseTo(Number((taken * 1_000_000_000n) / size) / 1e9, 6);
      for (const { x, width } of map.taken) expect(x + width).toBeLessThanOrEqual(1.000001);
    }),
  );
});

describe("findings are marked in place", () => {
  const marks = (over: Parameters<typeof finding>[0], lease = office) =>
    blockMap(prefix(lease.prefix), lease, [finding(over)]).marks.map(({ at, row, x }) => ({ at, row, x }));

  test("at the addresses that their evidence names", () => {
    expect(marks({ evidence: { address: "203.0.113.70" } })).toEqual([{ at: "203.0.113.70", row: 2, x: 6 / 32 }]);
    expect(marks({ evidence: { others: ["203.0.113.200", "203.0.113.1/32", 25] } }).map(({ at }) => at)).toEqual([
      "203.0.113.1",
      "203.0.113.200",
    ]);
  });

  test("else at what their resource allocates, else at their segment", () => {
    expect(marks({ evidence: {} })).toEqual([{ at: "203.0.113.4", row: 0, x: 4 / 32 }]);
    expect(marks({ evidence: {}, resource: null }).map(({ at }) => at)).toEqual(["203.0.113.0/26", "203.0.113.64/28"]);
  });

  test("not at all where they are about the whole lease, or about none of its space", () => {
    expect(marks({ evidence: { prefix: "203.0.113.0/24" }, resource: null, segment: null })).toEqual([]);
    expect(marks({ evidence: { address: "198.51.100.1" }, lease: "older" })).toEqual([]);
  });

  test("in another lease's block too, where their evidence names its space", () => {
    expect(marks({ lease: "older", evidence: { address: "203.0.113.9" } }).map(({ at }) => at)).toEqual([
      "203.0.113.9",
    ]);
  });

  test("undetermined ones as well", () => {
    expect(
      marks({ status: "undetermined", evidence: {}, resource: null, segment: "fetch", lease: "six" }, six),
    ).toEqual([{ at: "2001:db8:1::/56", row: 0, x: 0.5 }]);
  });

  test("several at one place are one mark that names them all", () => {
    const both = [finding({}), finding({ rule: "idle-address" })];
    expect(blockMap(prefix(office.prefix), office, both).marks.map(({ findings }) => findings)).toEqual([[0, 1]]);
  });
});

test("a part of a block shows what lies in it, and nothing else", () => {
  const part = prefix("203.0.113.0/26");
  const map = blockMap(part, office, [finding({}), finding({ evidence: { address: "203.0.113.70" } })]);
  expect(map.segments.map((segment) => segment.prefix)).toEqual(["203.0.113.0/26"]);
  expect(map.marks.map(({ at }) => at)).toEqual(["203.0.113.4"]);
  expect(contains(prefix(office.prefix), part)).toBe(true);
});

test("what a segment has taken is counted, overlapping prefixes once", () => {
  expect(occupancy(["203.0.113.0/26", "203.0.113.0/25"], office)).toEqual({ size: 128n, taken: 3n });
  expect(occupancy(["198.51.100.0/24"], office)).toEqual({ size: 0n, taken: 0n });
});
