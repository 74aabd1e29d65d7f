import { type Declared, declare } from "../../../../drift/declared";
import type { DriftItem } from "../../../../drift/drift-item";
import { createDnsObserver } from "../../../../drift/observers/dns/dns-observer";
import { dnsSettingsSchema } from "../../../../drift/observers/dns/dns-settings";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";

export const CLOUDFLARE_ZONE = "cloudflare:index/zone:Zone";
export const CLOUDFLARE_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
export const REVERSE = "113.0.203.in-addr.arpa";

/** A program that names 203.0.113.4 `out.example.com` and declares its reverse zone, over a register with one lease. */
export function declaration(add: (graph: GraphBuilder) => void = () => undefined): Declared {
  const graph = new GraphBuilder();
  graph.add(CLOUDFLARE_ZONE, "reverse", { name: REVERSE }, { id: "z1" });
  graph.add(CLOUDFLARE_RECORD, "ptr", { zoneId: "z1", name: `4.${REVERSE}`, type: "PTR", content: "out.example.com" });
  add(graph);
  return declare(graph.graph(), registerOf(leaseOf()), TODAY);
}

/** A register with one lease, and no program. */
export function registered(...leases: Parameters<typeof leaseOf>): Declared {
  return declare(new GraphBuilder().graph(), registerOf(leaseOf(...leases)), TODAY);
}

export interface LookOptions {
  readonly settings?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What is expected and what is seen through one resolver. */
export async function look(declared: Declared, resolver: string, { settings, environment, signal }: LookOptions = {}) {
  const parsed = dnsSettingsSchema.parse({
    resolvers: [resolver],
    nameServers: false,
    perSecond: 100_000,
    timeoutMs: 20_000,
    tries: 1,
    ...settings,
  });
  const observer = createDnsObserver(parsed, environment ?? {});
  const limits = { signal: signal ?? new AbortController().signal, now: new Date(`${TODAY}T12:00:00Z`) };
  return { expected: observer.expect(declared), ...(await observer.observe(declared, limits)) };
}

/** Fields by id, of one type. */
export function fieldsOf(items: readonly DriftItem[], type: string) {
  return Object.fromEntries(items.filter((item) => item.type === type).map(({ id, fields }) => [id, fields]));
}
