import { type FakeAnswer, FakeService, type SeenRequest } from "../registries/fake-service";

export const ACCOUNT = "0123456789abcdef0123456789abcdef";
export const TOKEN = "cf-secret-token";
const MINUTE = 60_000;

/** A range as the service keeps it, in the API's own words. */
export interface KeptRange {
  id: string;
  cidr: string;
  approved: string;
  irr_validation_state?: string;
  rpki_validation_state?: string;
  bgp: KeptBgpPrefix[];
}

export interface KeptBgpPrefix {
  id: string;
  cidr: string;
  asn: number | null;
  auto_advertise_withdraw?: boolean;
  bgp_signal_opts?: { enabled: boolean } | null;
  on_demand: {
    advertised: boolean | null;
    advertised_modified_at: string | null;
    on_demand_enabled: boolean;
    on_demand_locked: boolean;
  };
}

/** Cloudflare's prefix API, from a state and a clock of its own: a prefix changes at most once in 15 minutes. */
export class FakeCloudflare {
  ranges: KeptRange[] = [];
  now = Date.parse("2026-10-01T12:00:00Z");
  /** How far its clock goes with each request. */
  minutesPerRequest = 0;

  private constructor(readonly service: FakeService) {}

  static async start(): Promise<FakeCloudflare> {
    const service = await FakeService.start((request) => cloudflare.route(request));
    const cloudflare = new FakeCloudflare(service);
    return cloudflare;
  }

  /** A range of one prefix, on demand, changed long ago. */
  put(cidr: string, advertised: boolean | null, over: Partial<KeptBgpPrefix["on_demand"]> = {}): KeptRange {
    const on_demand = {
      advertised,
      advertised_modified_at: "2026-01-01T00:00:00Z",
      on_demand_enabled: true,
      on_demand_locked: false,
      ...over,
    };
    const bgp = [{ id: `b${this.ranges.length}`, cidr, asn: 64496, on_demand }];
    const range = { id: `r${this.ranges.length}`, cidr, approved: "V", bgp };
    this.ranges.push(range);
    return range;
  }

  pass(minutes: number): void {
    this.now += minutes * MINUTE;
  }

  /** Writing calls so far, without their bodies' spaces. */
  get written(): string[] {
    return this.service.seen
      .filter(({ method }) => method !== "GET")
      .map(({ method, path, body }) => `${method} ${path.split("/prefixes/")[1]}/${path.split("/").at(-1)} ${body}`);
  }

  private route({ method, path, headers, body }: SeenRequest): FakeAnswer {
    this.pass(this.minutesPerRequest);
    const root = `/client/v4/accounts/${ACCOUNT}/addressing/prefixes`;
    if (headers.authorization !== `Bearer ${TOKEN}`) return this.refuse(403, 10000, "Authentication error");
    if (!path.startsWith(root)) return this.refuse(404, 7003, "Could not route");
    const [id, , , bgpId] = path.slice(root.length + 1).split("/");
    if (!id) return this.accept(this.ranges.map(({ bgp: _, ...range }) => range));
    const range = this.ranges.find((each) => each.id === id);
    if (range === undefined) return this.refuse(404, 1000, "Prefix not found");
    if (method === "POST") return this.create(range, JSON.parse(body));
    if (method === "GET") return this.accept(range.bgp);
    return this.change(range.bgp.find((each) => each.id === bgpId) as KeptBgpPrefix, JSON.parse(body));
  }

  private create(range: KeptRange, { cidr }: { cidr: string }): FakeAnswer {
    const on_demand = {
      advertised: false,
      advertised_modified_at: null,
      on_demand_enabled: true,
      on_demand_locked: false,
    };
    if (range.bgp.some((each) => each.cidr === cidr)) return this.refuse(409, 1002, "It exists already");
    range.bgp.push({ id: `c${range.bgp.length}`, cidr, asn: 64496, on_demand });
    return this.accept(range.bgp.at(-1));
  }

  private change(
    { on_demand }: KeptBgpPrefix,
    { on_demand: wanted }: { on_demand: { advertised: boolean } },
  ): FakeAnswer {
    const changed = Date.parse(on_demand.advertised_modified_at ?? "1970-01-01");
    if (on_demand.on_demand_locked) return this.refuse(400, 1007, "The prefix is locked");
    if (this.now - changed < 15 * MINUTE) return this.refuse(429, 1015, "Too many changes of this prefix");
    on_demand.advertised = wanted.advertised;
    on_demand.advertised_modified_at = new Date(this.now).toISOString();
    return this.accept(on_demand);
  }

  private accept(result: unknown): FakeAnswer {
    return {
      status: 200,
      headers: this.date(),
      body: JSON.stringify({ success: true, errors: [], messages: [], result }),
    };
  }

  private refuse(status: number, code: number, message: string): FakeAnswer {
    const body = JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null });
    return { status, headers: this.date(), body };
  }

  private date(): Record<string, string> {
    return { date: new Date(this.now).toUTCString(), "content-type": "application/json" };
  }
}
