import { messageOf } from "../../../drift/compare/words";
import { declare } from "../../../drift/declared";
import type { AsPath } from "../../../drift/observers/bgp/as-path";
import { bgpSettingsSchema } from "../../../drift/observers/bgp/bgp-settings";
import { RouteWatch } from "../../../drift/watch/route-watch";
import { parsePrefix } from "../../../lease/prefix";
import { VrpIndex } from "../../../lease/rpki/route-origin";
import { EMPTY, GraphBuilder, leaseOf, registerOf, TODAY } from "../../facts/graph-builder";

const LESSEE = { announcedBy: "lessee" as const, origins: [64496] };
const [P24, P25] = ["203.0.113.0/24", "203.0.113.128/25"];
const OWN = new VrpIndex([{ prefix: parsePrefix(P24), asn: 64496, maxLength: 24 }]);
const MINUTE = 60_000;

function watching({ settings = {}, leases = [leaseOf({ routing: LESSEE })], upstreams = [] as string[] } = {}) {
  const graph = new GraphBuilder();
  const declared = declare(graph.graph(), leases.length === 0 ? EMPTY : registerOf(...leases), TODAY);
  const { risLive } = bgpSettingsSchema.parse({ risLive: { withdrawnPeers: 3, ...settings } });
  const remembered = new Map(upstreams.length === 0 ? [] : [[`bgp/route/${P24} AS64496`, { upstreams }]]);
  const watch = new RouteWatch(declared, risLive, () => OWN, remembered);
  const short = (events: ReturnType<typeof watch.heard>) =>
    events.map(({ kind, difference }) => [kind, difference.change, difference.item.id]);
  return {
    watch,
    announce: (peer: string, prefix: string, path: AsPath, now = 0) =>
      short(
        watch.heard({ kind: "update", peer, announced: [{ prefix: parsePrefix(prefix), path }], withdrawn: [] }, now),
      ),
    withdraw: (peer: string, prefix: string, now = 0) =>
      short(watch.heard({ kind: "update", peer, announced: [], withdrawn: [parsePrefix(prefix)] }, now)),
    due: (now: number) => short(watch.due(now)),
  };
}

describe("what nothing declares", () => {
  test("is told once, however many peers send it, and that it is over when the last withdraws it", () => {
    const { announce, withdraw } = watching();
    expect(announce("a", P25, [64500, 64511])).toEqual([["drift", "added", `${P25} AS64511`]]);
    expect(announce("b", P25, [64501, 64511])).toEqual([]);
    expect(announce("a", P25, [64500, 64511])).toEqual([]);
    expect(withdraw("a", P25)).toEqual([]);
    expect(withdraw("b", P25)).toEqual([["over", "added", `${P25} AS64511`]]);
    expect(withdraw("b", P25)).toEqual([]);
  });

  test("says what it is, validated", () => {
    const { watch } = watching();
    const [event] = watch.heard(
      { kind: "update", peer: "a", announced: [{ prefix: parsePrefix(P24), path: [64500, 64511] }], withdrawn: [] },
      0,
    );
    const text = event === undefined ? "" : messageOf(event.difference);
    expect(text).toMatch(/203\.0\.113\.0\/24 from AS64511 of lease acme/);
    expect(text).toMatch(/strange origin/);
    expect(text).toMatch(/invalid/);
  });

  test("an origin in a set is one of its own", () => {
    expect(watching().announce("a", P24, [64500, [64496, 64511]])).toEqual([["drift", "added", `${P24} AS_SET`]]);
  });

  test("waits for as many peers as count", () => {
    const { announce } = watching({ settings: { leastPeers: 2 } });
    expect(announce("a", P25, [64511])).toEqual([]);
    expect(announce("b", P25, [64511])).toHaveLength(1);
  });

  test("another origin of the same peer takes the place of the one before", () => {
    const { announce } = watching();
    announce("a", P24, [64511]);
    expect(announce("a", P24, [64510])).toEqual([
      ["over", "added", `${P24} AS64511`],
      ["drift", "added", `${P24} AS64510`],
    ]);
    expect(announce("a", P24, [64500, 64496])).toEqual([["over", "added", `${P24} AS64510`]]);
  });

  test("what comes and goes is told once in an hour", () => {
    const { announce, withdraw, due } = watching();
    expect(announce("a", P25, [64511], 0)).toHaveLength(1);
    for (let at = 1; at < 59; at += 2) {
      withdraw("a", P25, at * MINUTE);
      expect(announce("a", P25, [64511], (at + 1) * MINUTE)).toEqual([]);
    }
    expect(due(59 * MINUTE)).toEqual([]);
    expect(due(60 * MINUTE)).toHaveLength(1);
  });

  test("larger blocks, other space and declared routes are nobody's drift", () => {
    const { announce } = watching();
    expect(announce("a", "203.0.112.0/22", [64500])).toEqual([]);
    expect(announce("a", "0.0.0.0/0", [64500])).toEqual([]);
    expect(announce("a", "192.0.2.0/24", [64500])).toEqual([]);
    expect(announce("a", P24, [64500, 64496])).toEqual([]);
    expect(announce("a", P24, [])).toEqual([]);
  });

  test("a flood is bounded: what is not kept is counted", () => {
    const { watch, announce } = watching({ leases: [leaseOf({ prefix: "2001:db8::/32", routing: LESSEE })] });
    for (let at = 0; at < 10_050; at++) announce("a", `2001:db8:${at.toString(16)}::/48`, [64511]);
    expect(watch.overflow).toBe(50);
  });
});

describe("a declared route", () => {
  test("is withdrawn when enough peers have withdrawn it for long enough, and is told to be back", () => {
    const { announce, withdraw, due } = watching();
    for (const peer of ["a", "b"]) withdraw(peer, P24, 0);
    expect(due(MINUTE)).toEqual([]);
    withdraw("c", P24, MINUTE);
    expect(due(MINUTE + 19_000)).toEqual([]);
    expect(due(MINUTE + 20_000)).toEqual([["drift", "removed", `${P24} AS64496`]]);
    expect(due(MINUTE + 40_000)).toEqual([]);
    expect(announce("a", P24, [64500, 64496], 2 * MINUTE)).toEqual([]);
    expect(announce("b", P24, [64500, 64496], 2 * MINUTE)).toEqual([["over", "removed", `${P24} AS64496`]]);
  });

  test("a change of path withdraws first, and is not told", () => {
    const { announce, withdraw, due } = watching();
    for (const peer of ["a", "b", "c"]) withdraw(peer, P24, 0);
    for (const peer of ["a", "b", "c"]) announce(peer, P24, [64501, 64496], 5_000);
    expect(due(MINUTE)).toEqual([]);
  });

  test("a strange origin in its place is both: there, and the route gone", () => {
    const { announce, due } = watching();
    for (const peer of ["a", "b", "c"]) announce(peer, P24, [64500, 64511], 0);
    expect(due(20_000)).toEqual([["drift", "removed", `${P24} AS64496`]]);
  });

  test("another way is told once, where it is known how it was before", () => {
    const known = watching({ upstreams: ["AS64500"] });
    expect(known.announce("a", P24, [64500, 64496])).toEqual([]);
    expect(known.announce("a", P24, [64502, 64501, 64496])).toEqual([["drift", "changed", `${P24} AS64496`]]);
    expect(known.announce("b", P24, [64501, 64496])).toEqual([]);
    expect(watching().announce("a", P24, [64501, 64496])).toEqual([]);
  });
});

test("leases that are given back or say nothing of routing are not watched; one that is over is, for its own AS", () => {
  const over = leaseOf({ id: "over", prefix: P25, term: { start: "2025-01-01", end: "2026-05-31" }, routing: LESSEE });
  const leases = [
    over,
    leaseOf({ id: "gone", prefix: "198.51.100.0/24", status: "released", routing: LESSEE }),
    leaseOf({ id: "mute", prefix: "192.0.2.0/24" }),
  ];
  const { watch, announce } = watching({ leases });
  expect(watch.prefixes()).toEqual([P25]);
  expect(announce("a", P25, [64511])).toEqual([]);
  expect(announce("a", P25, [64496])).toHaveLength(1);
});

test("after a gap nobody counts as having withdrawn", () => {
  const { watch, withdraw, due } = watching();
  for (const peer of ["a", "b", "c"]) withdraw(peer, P24, 0);
  watch.forget();
  expect(due(MINUTE)).toEqual([]);
});
