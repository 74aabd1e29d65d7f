import { type FakeAnswer, FakeService } from "./registries/fake-service";

/** What the routing table is, as the stand-in answers. */
export interface FakeTable {
  /** AS paths of the peers, by exact prefix. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly moreSpecifics?: readonly object[];
  /** Peers of 300 that see each prefix. @default 290 */
  readonly seeing?: number;
  /** @default 300 */
  readonly total?: number;
  /** When the summary was made. */
  readonly at?: string;
}

/** Answers `routing-status` and `looking-glass` as RIPEstat's data API documents them. */
export function fakeRipestat(table: () => FakeTable): Promise<FakeService> {
  return FakeService.start(({ path }): FakeAnswer => {
    const url = new URL(path, "http://localhost");
    const resource = url.searchParams.get("resource") ?? "";
    const { paths, moreSpecifics: more, seeing, total, at } = table();
    const seen = paths[resource] ?? [];
    const body = url.pathname.startsWith("/looking-glass/")
      ? lookingGlass(resource, seen)
      : routingStatus({ resource, origins: seen.map((one) => Number(one.split(" ").at(-1))), more, seeing, total, at });
    return { status: 200, headers: { "content-type": "application/json" }, body };
  });
}

interface Summary {
  /** @default 203.0.113.0/24 */
  readonly resource?: string;
  readonly origins?: readonly (number | string)[];
  readonly more?: readonly object[];
  readonly seeing?: number;
  readonly total?: number;
  readonly at?: string;
}

export function routingStatus({
  resource = "203.0.113.0/24",
  origins = [],
  more = [],
  seeing = 290,
  total = 300,
  at = "2026-06-01T08:00:00",
}: Summary) {
  const peers = { ris_peers_seeing: seeing, total_ris_peers: total };
  return envelope("routing-status", {
    first_seen: { prefix: "203.0.113.0/24", origin: "64496", time: "2026-01-01T00:00:00" },
    last_seen: { prefix: "203.0.113.0/24", origin: "64496", time: at },
    visibility: { v4: peers, v6: peers },
    origins: origins.map((origin) => ({ origin, route_objects: ["RIPE"] })),
    less_specifics: [],
    more_specifics: more,
    resource,
    query_time: at,
  });
}

export function lookingGlass(prefix: string, paths: readonly string[]) {
  const peers = paths.map((path, at) => ({
    asn_origin: path.split(" ").at(-1),
    as_path: path,
    community: "",
    last_updated: "2026-06-01T10:00:00",
    prefix,
    peer: `192.0.2.${at}`,
    origin: "IGP",
    next_hop: "192.0.2.1",
    latest_time: "2026-06-01T11:59:00",
  }));
  return envelope("looking-glass", { rrcs: [{ rrc: "RRC00", location: "Amsterdam, Netherlands", peers }] });
}

function envelope(call: string, data: object): string {
  return JSON.stringify({
    messages: [],
    see_also: [],
    version: "3.0",
    data_call_name: call,
    data_call_status: "supported",
    cached: false,
    status: "ok",
    status_code: 200,
    data,
  });
}
