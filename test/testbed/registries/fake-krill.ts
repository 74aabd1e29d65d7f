import { contains, formatPrefix, fullLength, parsePrefix } from "../../../lease/prefix";
import { type FakeAnswer, FakeService, type SeenRequest } from "./fake-service";

/** A route authorisation as Krill writes it. */
export interface KrillEntry {
  readonly asn: number;
  readonly prefix: string;
  readonly max_length?: number;
  readonly comment?: string | null;
}

export interface FakeKrillOptions {
  readonly ca?: string;
  readonly token?: string;
  /** What the CA's certificate holds. */
  readonly holds?: readonly string[];
  /** Whether the list leaves out a max-length that is the prefix's own, as older versions do. */
  readonly omitsOwnLength?: boolean;
}

/** Krill's routes of one CA: keeps what is published, and refuses what Krill 0.16 refuses, in its words. */
export class FakeKrill {
  readonly ca: string;
  readonly token: string;
  private readonly published = new Map<string, KrillEntry>();
  private readonly holds: readonly string[];
  private readonly omitsOwnLength: boolean;

  private constructor(
    options: FakeKrillOptions,
    readonly service: FakeService,
  ) {
    this.ca = options.ca ?? "lessor";
    this.token = options.token ?? "krill-secret-token-8f14e45f";
    this.holds = options.holds ?? ["203.0.113.0/24", "2001:db8::/32"];
    this.omitsOwnLength = options.omitsOwnLength ?? false;
  }

  static async start(options: FakeKrillOptions = {}): Promise<FakeKrill> {
    let krill: FakeKrill | undefined;
    const service = await FakeService.start((request) => (krill as FakeKrill).respond(request));
    krill = new FakeKrill(options, service);
    return krill;
  }

  /** What is published, sorted: `203.0.113.0/24-24 => 64496`. */
  get roas(): string[] {
    return [...this.published.keys()].sort();
  }

  /** Publishes behind everybody's back. */
  seed(...entries: KrillEntry[]): void {
    for (const entry of entries) this.published.set(keyOf(entry), { comment: null, ...entry });
  }

  private respond({ method, path, headers, body }: SeenRequest): FakeAnswer {
    if (headers.authorization !== `Bearer ${this.token}`)
      return refusal(401, "api-invalid-credentials", "Invalid credentials");
    const route = /^\/api\/v1\/cas\/([^/]+)\/routes$/.exec(path);
    if (route === null) return { status: 404 };
    const ca = decodeURIComponent(route[1] as string);
    if (ca !== this.ca) return refusal(404, "ca-unknown", `CA '${ca}' is unknown`, { ca });
    if (method === "GET") return json(200, this.list());
    return method === "POST" ? this.update(body) : { status: 405 };
  }

  private list() {
    return [...this.published.values()].map((entry) => {
      const length = lengthOf(entry);
      const own = this.omitsOwnLength && length === parsePrefix(entry.prefix).length;
      return { ...entry, max_length: own ? undefined : length, roa_objects: [] };
    });
  }

  private update(body: string): FakeAnswer {
    const { added, removed } = JSON.parse(body) as { added: KrillEntry[]; removed: KrillEntry[] };
    const desired = new Map(this.published);
    const error = { duplicates: [], notheld: [], unknowns: [], invalid_length: [] } as Record<string, KrillEntry[]>;
    for (const entry of removed) if (!desired.delete(keyOf(entry))) error.unknowns?.push(entry);
    for (const entry of added) {
      const problem = this.problemOf(entry, desired);
      if (problem === undefined) desired.set(keyOf(entry), { comment: null, ...entry });
      else error[problem]?.push(entry);
    }
    if (Object.values(error).some((entries) => entries.length > 0)) return this.deltaError(error);
    this.published.clear();
    for (const [key, entry] of desired) this.published.set(key, entry);
    return { status: 200 };
  }

  private problemOf(entry: KrillEntry, desired: ReadonlyMap<string, KrillEntry>): string | undefined {
    const prefix = parsePrefix(entry.prefix);
    const length = lengthOf(entry);
    if (length < prefix.length || length > fullLength(prefix.family)) return "invalid_length";
    if (!this.holds.some((held) => contains(parsePrefix(held), prefix))) return "notheld";
    return desired.has(keyOf(entry)) ? "duplicates" : undefined;
  }

  private deltaError(error: Record<string, KrillEntry[]>): FakeAnswer {
    const found = Object.entries(error).filter(([, entries]) => entries.length > 0);
    const text = found.map(([kind, entries]) => `${kind}:\n  ${entries.map(keyOf).join("\n  ")}`).join("\n");
    const args = { ca: this.ca };
    return json(400, {
      label: "ca-roa-delta-error",
      msg: `ROA delta rejected:\n\n'${text}\n' `,
      args,
      delta_error: error,
    });
  }
}

function lengthOf({ prefix, max_length: length }: KrillEntry): number {
  return length ?? parsePrefix(prefix).length;
}

function keyOf(entry: KrillEntry): string {
  return `${formatPrefix(parsePrefix(entry.prefix))}-${lengthOf(entry)} => ${entry.asn}`;
}

function refusal(status: number, label: string, msg: string, args: Record<string, string> = {}): FakeAnswer {
  return json(status, { label, msg, args });
}

function json(status: number, value: unknown): FakeAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
