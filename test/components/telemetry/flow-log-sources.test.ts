import fc from "fast-check";
import { FLOW_LOG_FIELDS } from "../../../components/telemetry/flow-log-format";
import {
  countedValue,
  MAX_FILTERS,
  PATTERN_LIMIT,
  sourcePatterns,
  textPatterns,
} from "../../../components/telemetry/flow-log-sources";
import { formatAddress, lastAddress, parsePrefix } from "../../../lease/prefix";

/** Whether a pattern of metric filters matches a text: `*` stands for anything at its end. */
function matches(pattern: string, text: string): boolean {
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

describe("patterns of an IPv4 prefix", () => {
  test("match exactly its addresses", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (length, base, other) => {
          const shift = BigInt(32 - length);
          const prefix = { family: 4 as const, length, first: (BigInt(base) >> shift) << shift };
          const patterns = textPatterns(prefix) ?? [];
          for (const address of [
            prefix.first,
            lastAddress(prefix),
            BigInt(base),
            BigInt(other),
            lastAddress(prefix) + 1n,
          ]) {
            if (address > 0xffffffffn) continue;
            const inside = address >= prefix.first && address <= lastAddress(prefix);
            expect(patterns.some((pattern) => matches(pattern, formatAddress(4, address)))).toBe(inside);
          }
        },
      ),
    );
  });

  test.each([
    ["10.0.1.0/24", ["10.0.1.*"]],
    ["10.0.0.0/23", ["10.0.0.*", "10.0.1.*"]],
    ["10.0.1.7/32", ["10.0.1.7"]],
    ["10.0.1.6/31", ["10.0.1.6", "10.0.1.7"]],
  ])("of %s are %j", (prefix, expected) => {
    expect(textPatterns(parsePrefix(prefix))).toEqual(expected);
  });
});

describe("patterns of an IPv6 prefix", () => {
  test.each([
    ["2001:db8:1:2::/64", ["2001:db8:1:2:*"]],
    ["2001:db8:0:2::/64", ["2001:db8:0:2:*"]],
    ["2001:db8:1:2::7/128", ["2001:db8:1:2::7"]],
  ])("of %s are %j", (prefix, expected) => {
    expect(textPatterns(parsePrefix(prefix))).toEqual(expected);
  });

  test.each(["2001:db8:1::/64", "2001:db8:0:0:1::/80", "2001:db8:1:2::/63", "::/0"])(
    "of %s are none, since shortened text can begin otherwise",
    (prefix) => {
      expect(textPatterns(parsePrefix(prefix))).toBeUndefined();
    },
  );
});

describe("metric filter patterns", () => {
  test("name every field of a record once, in order, and stay within what CloudWatch takes", () => {
    const patterns = sourcePatterns(["10.0.0.0/26", "10.1.0.0/20"], "connections") ?? [];
    expect(patterns.length).toBeGreaterThan(1);
    for (const pattern of patterns) {
      expect(pattern.length).toBeLessThanOrEqual(PATTERN_LIMIT);
      expect(pattern.slice(1, -1).split(",")).toHaveLength(FLOW_LOG_FIELDS.length);
    }
    const named = patterns.flatMap((pattern) => pattern.match(/r=[0-9.*]+/g) ?? []);
    expect(named).toHaveLength(64 + 16);
    expect(new Set(named).size).toBe(named.length);
  });

  test("count only what was accepted and leaves the network, and of connections their first packets", () => {
    expect(sourcePatterns(["10.0.1.0/24"], "connections")).toEqual([
      "[a,b,c,d,e,f,g,h,i,j,k,l,m,n,o=ACCEPT,p,q=2||q=3||q=6||q=7,r=10.0.1.*," +
        "s!=10.*&&s!=192.168.*&&s!=169.254.*&&s!=172.16.*&&s!=172.17.*&&s!=172.18.*&&s!=172.19.*&&s!=172.20.*&&s!=172.21.*" +
        "&&s!=172.22.*&&s!=172.23.*&&s!=172.24.*&&s!=172.25.*&&s!=172.26.*&&s!=172.27.*&&s!=172.28.*&&s!=172.29.*" +
        "&&s!=172.30.*&&s!=172.31.*,t=egress,u]",
    ]);
    expect([countedValue("packets"), countedValue("bytes"), countedValue("connections")]).toEqual(["$k", "$l", "1"]);
  });

  test("are none for sources that would take too many of them", () => {
    const sources = Array.from({ length: 8 }, (_, i) => `10.0.${i}.0/25`);
    expect(sourcePatterns(sources, "packets")).toBeUndefined();
    expect(sourcePatterns(sources.slice(0, 2), "packets")?.length).toBeLessThanOrEqual(MAX_FILTERS);
  });
});
