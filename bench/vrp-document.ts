import { formatPrefix, type Prefix, supernet } from "../lease/prefix";

/** How many payloads of a hundred have which prefix length: roughly what the RPKI held in 2025. */
const IPV4_LENGTHS = new Map([
  [24, 55],
  [23, 9],
  [22, 13],
  [21, 5],
  [20, 5],
  [19, 4],
  [18, 2],
  [17, 2],
  [16, 5],
]);
const IPV6_LENGTHS = new Map([
  [48, 48],
  [32, 20],
  [44, 8],
  [40, 8],
  [36, 5],
  [29, 4],
  [46, 3],
  [64, 2],
  [56, 2],
]);
/** Three in four payloads are IPv4. */
const IPV6_EVERY = 4;
/** One payload in five allows longer prefixes than its own. */
const LOOSE_EVERY = 5;

/** A payload of the made document. */
export interface MadeVrp {
  readonly prefix: string;
  readonly asn: number;
  readonly maxLength: number;
}

/** A route to judge. */
export interface MadeRoute {
  readonly prefix: string;
  readonly origin: number;
}

/**
 * Payloads as the whole RPKI would have them. Their addresses are made, and so lie outside the documentation ranges, which
 * do not hold as many prefixes; nothing is ever sent to them. The same seed gives the same payloads.
 */
export function makeVrps(count: number, random: () => number): MadeVrp[] {
  const pick = { 4: picker(IPV4_LENGTHS), 6: picker(IPV6_LENGTHS) };
  return Array.from({ length: count }, (_, at): MadeVrp => {
    const family = at % IPV6_EVERY === 0 ? 6 : 4;
    const length = pick[family](random());
    const longest = family === 4 ? 24 : 48;
    const loose = at % LOOSE_EVERY === 0 ? Math.floor(random() * (1 + Math.max(0, longest - length))) : 0;
    return {
      prefix: formatPrefix(makePrefix(family, length, random)),
      asn: makeAsn(random),
      maxLength: length + loose,
    };
  });
}

/**
 * Routes as a full table would have them: most at or just below a payload, most from its AS, so that all three verdicts
 * are common.
 */
export function makeRoutes(count: number, vrps: readonly MadeVrp[], random: () => number): MadeRoute[] {
  return Array.from({ length: count }, (_, at): MadeRoute => {
    const { prefix, asn } = vrps[Math.floor(random() * vrps.length)] as MadeVrp;
    if (at % 3 === 0) {
      const family = at % IPV6_EVERY === 0 ? 6 : 4;
      return { prefix: formatPrefix(makePrefix(family, family === 4 ? 24 : 48, random)), origin: makeAsn(random) };
    }
    const [address, length] = prefix.split("/") as [string, string];
    const longer = Number(length) + (at % 4 === 0 ? 1 : 0);
    return { prefix: `${address}/${longer}`, origin: at % 7 === 0 ? makeAsn(random) : asn };
  });
}

/** Text of a document as Routinator writes it, an entry a line. */
export function routinatorJson(vrps: readonly MadeVrp[], generated: Date): string {
  const entries = vrps.map(
    ({ prefix, asn, maxLength }) =>
      `    { "asn": "AS${asn}", "prefix": "${prefix}", "maxLength": ${maxLength}, "ta": "made" }`,
  );
  const metadata = `{ "generated": ${Math.floor(generated.getTime() / 1000)}, "generatedTime": "${generated.toISOString()}" }`;
  return `{\n  "metadata": ${metadata},\n  "roas": [\n${entries.join(",\n")}\n  ]\n}\n`;
}

function picker(shares: ReadonlyMap<number, number>): (share: number) => number {
  const lengths = [...shares].flatMap(([length, share]) => Array.from({ length: share }, () => length));
  return (share) => lengths[Math.floor(share * lengths.length)] as number;
}

function makePrefix(family: 4 | 6, length: number, random: () => number): Prefix {
  const word = () => BigInt(Math.floor(random() * 2 ** 32));
  // 1.0.0.0 to 223.255.255.255, and 2000::/3.
  const first =
    family === 4
      ? BigInt(Math.floor(2 ** 24 + random() * 223 * 2 ** 24))
      : (1n << 125n) | (((word() << 96n) | (word() << 64n)) & ((1n << 125n) - 1n));
  return supernet({ family, first, length: family === 4 ? 32 : 128 }, length);
}

function makeAsn(random: () => number): number {
  return 1 + Math.floor(random() * 400_000);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
