import fc from "fast-check";
import { couldBeWide, EVERYWHERE, type Opening, sweep } from "../../facts/port-sweep";
import { AddressSet } from "../../lease/address-set";
import { parsePrefix } from "../../lease/prefix";

function opening(protocol: string, from: number, to: number, ...prefixes: string[]): Opening {
  return { protocol, from, to, prefixes: prefixes.map(parsePrefix) };
}

test("everything on every port is as wide as can be", () => {
  expect(sweep([opening("all", 0, 65535, "0.0.0.0/0")], 0.5)).toEqual([
    { family: 4, protocol: "all", widePorts: 65536, share: 1 },
  ]);
});

test("web ports to anywhere are two ports", () => {
  const rules = [opening("tcp", 80, 80, "0.0.0.0/0"), opening("tcp", 443, 443, "0.0.0.0/0")];
  expect(sweep(rules, 0.5)).toEqual([{ family: 4, protocol: "tcp", widePorts: 2, share: 1 }]);
});

test("halves, quarters and split ports add up", () => {
  const rules = [
    opening("tcp", 0, 30000, "0.0.0.0/1"),
    opening("tcp", 0, 30000, "128.0.0.0/1"),
    opening("tcp", 30001, 65535, "0.0.0.0/2", "64.0.0.0/2"),
    opening("all", 0, 65535, "192.0.2.0/24"),
  ];
  const [entry] = sweep(rules, 0.5);
  expect(entry).toMatchObject({ family: 4, protocol: "tcp", widePorts: 65536 });
  expect(entry?.share).toBeCloseTo(0.5, 6);
});

test("a rule for every protocol counts for each of them", () => {
  const rules = [opening("all", 0, 65535, "0.0.0.0/1"), opening("udp", 0, 65535, "128.0.0.0/1")];
  expect(sweep(rules, 0.9)).toEqual([{ family: 4, protocol: "udp", widePorts: 65536, share: 1 }]);
});

test("global unicast is all there is of IPv6, and unique-local space is nothing of it", () => {
  expect(sweep([opening("all", 0, 65535, "2000::/3")], 0.5)).toMatchObject([{ family: 6, widePorts: 65536, share: 1 }]);
  expect(sweep([opening("all", 0, 65535, "::/0")], 0.5)).toMatchObject([{ family: 6, share: 1 }]);
  expect(sweep([opening("all", 0, 65535, "fc00::/7")], 0.5)).toMatchObject([{ family: 6, widePorts: 0, share: 0 }]);
});

test("what nobody knows could be wide only on enough ports", () => {
  const hidden = (from: number, to: number): Opening => ({ protocol: "tcp", from, to, prefixes: EVERYWHERE });
  expect(couldBeWide([hidden(443, 443)], 0.5, 60000)).toBe(false);
  expect(couldBeWide([hidden(0, 65535)], 0.5, 60000)).toBe(true);
  expect(couldBeWide([opening("tcp", 0, 65535, "192.0.2.0/24")], 0.5, 60000)).toBe(false);
});

test("it counts as brute force does", () => {
  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 3 }))
    .map(([value, length]) => parsePrefix(`${((value << (8 - length)) & 255) >>> 0}.0.0.0/${length}`));
  const rule = fc.record({
    protocol: fc.constantFrom("tcp", "udp", "all"),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 0, max: 10 }),
    prefixes: fc.array(prefix, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 8 }), fc.constantFrom(0.25, 0.5, 1), (rules, wideShare) => {
      const openings = rules.map(({ length, ...rest }) => ({ ...rest, to: rest.from + length }));
      const protocols = new Set(openings.map(({ protocol }) => protocol).filter((name) => name !== "all"));
      let most = 0;
      for (const protocol of protocols.size === 0 ? ["all"] : protocols) {
        let ports = 0;
        for (let port = 0; port <= 31; port++) {
          const open = openings.filter(
            (one) => (one.protocol === protocol || one.protocol === "all") && one.from <= port && port <= one.to,
          );
          const size = AddressSet.of(open.flatMap(({ prefixes }) => prefixes)).size(4);
          if (Number(size) / 2 ** 32 >= wideShare) ports++;
        }
        most = Math.max(most, ports);
      }
      expect(sweep(openings, wideShare)[0]?.widePorts).toBe(most);
    }),
  );
});
