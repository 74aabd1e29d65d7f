import { contains, formatPrefix, parsePrefix } from "../../../lease/prefix";
import { type FakeAnswer, FakeService, type SeenRequest } from "./fake-service";

/** A resource of a ROA at ARIN. */
export interface ArinResource {
  readonly prefix: string;
  readonly maxLength?: number;
}

/** A ROA as ARIN keeps it: one AS, one or more prefixes, under one handle. */
export interface ArinRecord {
  readonly handle: string;
  readonly name: string;
  readonly asn: number;
  readonly resources: readonly ArinResource[];
  readonly linked: boolean;
}

export interface FakeArinOptions {
  readonly org?: string;
  readonly key?: string;
  readonly holds?: readonly string[];
}

const RPKI = "http://www.arin.net/regrws/rpki/v1";
const CORE = "http://www.arin.net/regrws/core/v1";

/**
 * ARIN's Reg-RWS for the ROAs of one Org: transactions that are done as one, deletions first; handles of its own; one ROA
 * for each prefix and AS; lists with namespace prefixes, flat resources and IPv4 octets of three digits.
 */
export class FakeArin {
  readonly org: string;
  readonly key: string;
  private records: ArinRecord[] = [];
  private readonly holds: readonly string[];
  private made = 0;

  private constructor(
    { org, key, holds }: FakeArinOptions,
    readonly service: FakeService,
  ) {
    this.org = org ?? "EXAMPLE-1";
    this.key = key ?? "API-1111-2222-3333-4444";
    this.holds = holds ?? ["203.0.113.0/24", "2001:db8::/32"];
  }

  static async start(options: FakeArinOptions = {}): Promise<FakeArin> {
    let arin: FakeArin | undefined;
    const service = await FakeService.start((request) => (arin as FakeArin).respond(request));
    arin = new FakeArin(options, service);
    return arin;
  }

  get roas(): readonly ArinRecord[] {
    return this.records;
  }

  /** Publishes behind everybody's back. */
  seed(asn: number, resources: readonly ArinResource[], name = "by hand", linked = false): void {
    this.records.push({ handle: this.nextHandle(), name, asn, resources, linked });
  }

  /** Deletes everything behind everybody's back. */
  clear(): void {
    this.records = [];
  }

  private respond({ method, path, headers, body }: SeenRequest): FakeAnswer {
    if (headers["content-type"] !== "application/xml")
      return error(415, "E_UNSUPPORTED_MEDIA_TYPE", "The media type is not supported.");
    if (headers.authorization !== `ApiKey ${this.key}`)
      return error(401, "E_AUTHENTICATION", "The API key is not authorized to do this.");
    if (method === "GET" && path === `/rest/roa/${this.org}`) return xml(200, this.list());
    if (method === "POST" && path === `/rest/rpki/${this.org}`) return this.transact(body);
    return error(404, "E_OBJECT_NOT_FOUND", "The organization that you specified was not found.");
  }

  private list(): string {
    const specs = this.records.map((record) => `<roaSpec>${fieldsOf(record)}</roaSpec>`).join("");
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<collection xmlns="${CORE}" xmlns:ns5="${RPKI}">${specs}</collection>`;
  }

  private transact(body: string): FakeAnswer {
    if (!body.startsWith(`<rpkiTransaction xmlns="${RPKI}">`))
      return error(400, "E_SCHEMA_VALIDATION", "The payload is no transaction.");
    const handles = all(body, /<roaHandle autoLink="(?:true|false)">([^<]*)<\/roaHandle>/g).map(
      ([handle = ""]) => handle,
    );
    const unknown = handles.find((handle) => !this.records.some((record) => record.handle === handle));
    if (unknown !== undefined) return error(404, "E_OBJECT_NOT_FOUND", `The ROA handle ${unknown} was not found.`);
    const future = this.records.filter(({ handle }) => !handles.includes(handle));
    for (const [spec = ""] of all(body, /<roaSpec>(.*?)<\/roaSpec>/g)) {
      const record = this.read(spec);
      const problem = this.problemOf(record, future);
      if (problem !== undefined)
        return error(400, "E_ENTITY_VALIDATION", "Payload entity failed to validate.", { resources: problem });
      future.push(record);
    }
    this.records = future;
    return xml(200, `<rpkiTransaction xmlns="${RPKI}"><roaSpecAdd></roaSpecAdd></rpkiTransaction>`);
  }

  private read(spec: string): ArinRecord {
    const value = (name: string, text = spec) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
    const resources = all(spec, /<roaSpecResource>(.*?)<\/roaSpecResource>/g).map(([resource = ""]) => {
      const prefix = formatPrefix(parsePrefix(`${value("startAddress", resource)}/${value("cidrLength", resource)}`));
      const maxLength = value("maxLength", resource);
      return maxLength === "" ? { prefix } : { prefix, maxLength: Number(maxLength) };
    });
    const [asn, linked] = [Number(value("asNumber")), value("autoLink") === "true"];
    return { handle: this.nextHandle(), name: value("name"), asn, resources, linked };
  }

  private problemOf(record: ArinRecord, future: readonly ArinRecord[]): string | undefined {
    if (!/^[A-Za-z0-9 _-]{1,256}$/.test(record.name)) return "The name has characters that are not allowed.";
    for (const { prefix } of record.resources) {
      const held = this.holds.some((one) => contains(parsePrefix(one), parsePrefix(prefix)));
      if (!held) return `${prefix} is not covered by your resource certificate.`;
      const same = future.some(
        ({ asn, resources }) => asn === record.asn && resources.some((one) => one.prefix === prefix),
      );
      if (same) return `There is already a ROA of the same origin for the prefix ${prefix}.`;
    }
    return undefined;
  }

  private nextHandle(): string {
    this.made++;
    return `58bc1674f7784054ba743b9f5c23${String(this.made).padStart(4, "0")}`;
  }
}

function fieldsOf({ handle, name, asn, resources, linked }: ArinRecord): string {
  const field = (tag: string, value: string | number | boolean) => `<ns5:${tag}>${value}</ns5:${tag}>`;
  const parts = resources.map(({ prefix, maxLength }) => {
    const [address = "", length = ""] = prefix.split("/");
    const padded = address.includes(":")
      ? address
      : address
          .split(".")
          .map((octet) => octet.padStart(3, "0"))
          .join(".");
    const most = maxLength === undefined ? "" : field("maxLength", maxLength);
    const inner =
      field("cidrLength", length) + most + field("startAddress", `${padded}\n    `) + field("autoLinked", linked);
    return `<ns5:resources>${inner}</ns5:resources>`;
  });
  return `${field("asNumber", asn)}${field("name", name)}${parts.join("")}${field("roaHandle", handle)}`;
}

function all(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map(([, ...groups]) => groups.map(String));
}

function error(status: number, code: string, message: string, components: Record<string, string> = {}): FakeAnswer {
  const parts = Object.entries(components).map(
    ([name, text]) => `<component><message>${text}</message><name>${name}</name></component>`,
  );
  return xml(
    status,
    `<error xmlns="${CORE}"><additionalInfo/><code>${code}</code><components>${parts.join("")}</components><message>${message}</message></error>`,
  );
}

function xml(status: number, body: string): FakeAnswer {
  return { status, headers: { "content-type": "application/xml" }, body };
}
