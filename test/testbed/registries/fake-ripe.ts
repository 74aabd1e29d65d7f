import { contains, formatPrefix, fullLength, parsePrefix } from "../../../lease/prefix";
import { type FakeAnswer, FakeService, type SeenRequest } from "./fake-service";

/** A ROA as the RIPE NCC's management API writes it. */
export interface RipeEntry {
  readonly asn: string;
  readonly prefix: string;
  readonly maximalLength?: number | null;
}

export interface FakeRipeOptions {
  readonly key?: string;
  readonly holds?: readonly string[];
  /** Status of a prefix that is not held: the documentation says 403, the service's source 400. */
  readonly notHeldStatus?: 400 | 403;
}

/**
 * The RIPE NCC's hosted CA of one LIR: keeps what is published, and refuses what its source (RIPE-NCC/rpki-core,
 * CaRoaConfigurationService and Roas) refuses, in its words.
 */
export class FakeRipe {
  readonly key: string;
  private published = new Map<string, RipeEntry>();
  private readonly holds: readonly string[];
  private readonly notHeldStatus: number;

  private constructor(
    { key, holds, notHeldStatus }: FakeRipeOptions,
    readonly service: FakeService,
  ) {
    this.key = key ?? "ripe-secret-key-45c48cce";
    this.holds = holds ?? ["203.0.113.0/24", "2001:db8::/32"];
    this.notHeldStatus = notHeldStatus ?? 403;
  }

  static async start(options: FakeRipeOptions = {}): Promise<FakeRipe> {
    let ripe: FakeRipe | undefined;
    const service = await FakeService.start((request) => (ripe as FakeRipe).respond(request));
    ripe = new FakeRipe(options, service);
    return ripe;
  }

  get url(): string {
    return `${this.service.url}/api/rpki`;
  }

  get roas(): RipeEntry[] {
    return [...this.published.values()];
  }

  /** Publishes behind everybody's back. */
  seed(...entries: RipeEntry[]): void {
    for (const entry of entries) this.published.set(keyOf(entry), entry);
  }

  private respond({ method, path, headers, body }: SeenRequest): FakeAnswer {
    if (headers["ncc-api-authorization"] !== this.key) return { status: 401 };
    if (method === "GET" && path === "/api/rpki/roas") return json(200, this.list());
    if (method !== "POST" || path !== "/api/rpki/roas/publish") return json(404, { error: "Not Found" });
    if (headers["content-type"] !== "application/json") return { status: 415 };
    return this.publish(JSON.parse(body) as { added?: RipeEntry[]; deleted?: RipeEntry[] });
  }

  private list() {
    return this.roas.map((entry) => ({ ...entry, _numberOfValidsCaused: 1, _numberOfInvalidsCaused: 0 }));
  }

  private publish({ added = [], deleted = [] }: { added?: RipeEntry[]; deleted?: RipeEntry[] }): FakeAnswer {
    for (const [kind, entries] of [["Added", added] as const, ["Deleted", deleted] as const]) {
      const error = entries.map(problemOf).find(Boolean);
      if (error !== undefined) return json(400, { error: `${kind} ROAs are incorrect: ${error}` });
    }
    const strange = added.find(
      ({ prefix }) => !this.holds.some((held) => contains(parsePrefix(held), parsePrefix(prefix))),
    );
    if (strange !== undefined)
      return json(this.notHeldStatus, { error: `You are not a holder of the prefix ${strange.prefix}` });
    const future = new Map(this.published);
    for (const entry of deleted) future.delete(keyOf(entry));
    for (const entry of added) future.set(keyOf(entry), entry);
    const clash = clashIn([...future.values()]);
    if (clash !== undefined) return json(400, { error: clash });
    this.published = future;
    return { status: 204 };
  }
}

function problemOf({ asn, prefix: text, maximalLength: length }: RipeEntry): string | undefined {
  if (!/^AS\d+$/.test(asn)) return `ASN '${asn}' is invalid`;
  const prefix = parsePrefix(text);
  const most = fullLength(prefix.family);
  const range = `between ${prefix.length} and ${most} for prefix '${text}'`;
  if (length == null) return `Max length must be specified and must be ${range}`;
  return length < prefix.length || length > most ? `Max length '${length}' must be ${range}` : undefined;
}

function clashIn(entries: readonly RipeEntry[]): string | undefined {
  const lengths = new Map<string, number[]>();
  for (const { asn, prefix, maximalLength } of entries) {
    const pair = `(${asn}, ${prefix})`;
    lengths.set(pair, [...(lengths.get(pair) ?? []), maximalLength ?? 0]);
  }
  const [clash] = [...lengths].filter(([, all]) => all.length > 1);
  return (
    clash && `Error in future ROAs: there are more than one pair ${clash[0]}, max lengths: [${clash[1].join(", ")}]`
  );
}

function keyOf({ asn, prefix, maximalLength }: RipeEntry): string {
  const parsed = parsePrefix(prefix);
  return `${asn} ${formatPrefix(parsed)} ${maximalLength ?? parsed.length}`;
}

function json(status: number, value: unknown): FakeAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
