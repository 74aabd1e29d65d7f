import { type Family, formatShort, type Prefix, parseAddress } from "../../../lease/prefix";
import type { DnsClient } from "../../dns/dns-client";
import { dnsblName, type TestPoints, V4_TEST_POINTS, V6_TEST_POINTS } from "./dnsbl-name";
import type { DnsblEngine } from "./engine";
import { readZoneAnswer, type ZoneAnswer } from "./zone-answer";

/**
 * Asks a zone about its test points before anything it says is believed: a zone that lists everything (a wildcard, a parked
 * domain), nothing (an emptied or moved zone), or refuses, says nothing about a lease.
 *
 * @param zone its name, with the key in it where it has one
 * @returns why it is not to be trusted; undefined where it is
 */
export async function testZone(
  engine: DnsblEngine,
  zone: string,
  family: Family,
  client: Pick<DnsClient, "query">,
  signal: AbortSignal,
): Promise<string | undefined> {
  const points = testPoints(engine, family);
  const ask = async (point: Prefix): Promise<ZoneAnswer> =>
    readZoneAnswer(engine, await client.query(dnsblName(point, zone), "A", signal));
  const [listed, unlisted] = await Promise.all([ask(points.listed), ask(points.unlisted)]);
  const failed = "it failed its self-test";
  for (const answer of [listed, unlisted]) {
    if (answer.kind === "unknown") return `${failed}: ${answer.reason}`;
  }
  if (unlisted.kind === "listed") {
    return `${failed}: it lists ${shown(points.unlisted)}, as a wildcard or a parked domain does`;
  }
  if (listed.kind === "unlisted")
    return `${failed}: it does not list ${shown(points.listed)}, which every such list holds`;
  return undefined;
}

function testPoints({ selfTest }: DnsblEngine, family: Family): TestPoints {
  if (selfTest !== undefined) {
    const own = { listed: parseAddress(selfTest.listed), unlisted: parseAddress(selfTest.unlisted) };
    if (own.listed.family === family) return own;
  }
  return family === 4 ? V4_TEST_POINTS : V6_TEST_POINTS;
}

function shown(point: Prefix): string {
  return point.family === 6 && point.first >> 32n === 0xffffn ? `::ffff:${v4Part(point)}` : formatShort(point);
}

function v4Part({ first }: Prefix): string {
  return formatShort({ family: 4, first: first & 0xffff_ffffn, length: 32 });
}
