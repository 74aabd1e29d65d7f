import { readString } from "../graph/read";

import type { Resource } from "../graph/resource";
import { formatShort, type Prefix, readPrefix } from "../lease/prefix";
import { hostName } from "./adapters/reverse-records";
import type { FactContext } from "./context";
import { SetMap } from "./key-map";
import { recordName, zoneName } from "./record-name";
import { collect, type Key, unknownPath } from "./references";
import { CLOUDFLARE_ZONE, EIP, ROUTE53_ZONE } from "./types";

/** Where a name leads, as far as the records in view say. */
export interface Forward {
  /** Texts of addresses, and keys of allocations whose address nobody knows yet. */
  readonly addresses: ReadonlySet<string>;
  readonly unknown: readonly string[];
  /** No record of the name is in view, and neither is its zone. */
  readonly outOfView: boolean;
}

const RECORDS: Readonly<Record<string, { readonly values: string; readonly zone: string }>> = {
  "aws:route53/record:Record": { values: "records[]", zone: ROUTE53_ZONE },
  "cloudflare:index/dnsRecord:DnsRecord": { values: "content", zone: CLOUDFLARE_ZONE },
  "cloudflare:index/record:Record": { values: "content", zone: CLOUDFLARE_ZONE },
};

/** How many aliases are followed; resolvers give up too. */
const MOST_ALIASES = 8;
const MOST_STRAYS = 5;

/** A, AAAA and CNAME records in view, by name, and the zones in view. */
export class ForwardNames {
  readonly #addresses = new SetMap<string, string>();
  readonly #unknown = new SetMap<string, string>();
  readonly #aliases = new SetMap<string, string>();
  readonly #zones = new Set<string>();
  /** Records by a name that is relative to a zone nobody knows, or, under the empty text, of a name nobody knows. */
  readonly #strayByName = new SetMap<string, string>();
  readonly #context: FactContext;

  constructor(context: FactContext) {
    this.#context = context;
    for (const type of [ROUTE53_ZONE, CLOUDFLARE_ZONE]) {
      for (const zone of context.references.ofType(type)) {
        const name = zoneName(zone);
        if (name !== undefined) this.#zones.add(name);
      }
    }
    for (const [type, { values, zone }] of Object.entries(RECORDS)) {
      for (const record of context.references.ofType(type)) this.#read(record, values, zone);
    }
  }

  /** Where a name leads, through aliases. */
  of(name: string): Forward {
    const addresses = new Set<string>();
    const unknown = new Set<string>();
    let outOfView = false;
    let level = [name];
    const seen = new Set(level);
    for (let depth = 0; level.length > 0 && depth <= MOST_ALIASES; depth++) {
      const next: string[] = [];
      for (const at of level) {
        for (const address of this.#addresses.get(at)) addresses.add(address);
        for (const path of this.#unknown.get(at)) unknown.add(path);
        const isKnown = this.#addresses.has(at) || this.#unknown.has(at) || this.#aliases.has(at);
        const strays = isKnown ? [] : this.#strays(at);
        for (const path of strays) unknown.add(path);
        if (!isKnown && strays.length === 0 && !this.#zoneInView(at)) outOfView = true;
        for (const target of this.#aliases.get(at)) if (!seen.has(target)) next.push(target);
        for (const target of next) seen.add(target);
      }
      level = next;
    }
    return { addresses, unknown: [...unknown], outOfView };
  }

  /** Paths of records that may be those of a name: it starts with theirs, and the rest may be their zone. */
  #strays(name: string): string[] {
    const found = [...this.#strayByName.get("")];
    for (let end = name.indexOf("."); end >= 0; end = name.indexOf(".", end + 1)) {
      found.push(...this.#strayByName.get(name.slice(0, end)));
    }
    return found.slice(0, MOST_STRAYS);
  }

  #zoneInView(name: string): boolean {
    for (let at = name; at !== ""; at = at.includes(".") ? at.slice(at.indexOf(".") + 1) : "") {
      if (this.#zones.has(at)) return true;
    }
    return false;
  }

  #read(record: Resource, values: string, zoneType: string): void {
    const type = readString(record.inputs, "type");
    const kind = type !== undefined && "known" in type ? type.known.toUpperCase() : undefined;
    if (kind !== undefined && kind !== "A" && kind !== "AAAA" && kind !== "CNAME") return;
    for (const name of this.#namesOfRecord(record, zoneType)) {
      const found = [values, "value"].flatMap((path) => collect(record.inputs, path));
      if (found.length === 0) this.#unknown.add(name, unknownPath(record, values));
      for (const { path, value } of found) {
        const prefix = typeof value === "string" ? readPrefix(value.trim()) : undefined;
        if (prefix !== undefined) this.#addresses.add(name, formatShort(prefix));
        else if (typeof value === "string" && kind !== "A" && kind !== "AAAA") this.#aliases.add(name, hostName(value));
        else if (typeof value === "string") continue;
        else this.#leadThrough(name, record, path);
      }
    }
  }

  /** A value not known yet is the address of the Elastic IP that went into it, where only one did. */
  #leadThrough(name: string, record: Resource, path: string): void {
    const property = /^[^.[]+/.exec(path)?.[0] ?? path;
    const sources = (record.propertyDependencies[property] ?? []).filter(
      (urn) => this.#context.references.resource(urn)?.type === EIP,
    );
    if (sources.length === 0) this.#unknown.add(name, unknownPath(record, path));
    for (const urn of sources) {
      const known = this.#addressOf(urn);
      this.#addresses.add(name, known === undefined ? urn : formatShort(known));
    }
  }

  #addressOf(urn: Key): Prefix | undefined {
    this.#allocated ??= new Map(
      this.#context.observations.allocations.map(({ key, address }) => [key, address.value] as const),
    );
    return this.#allocated.get(urn);
  }

  #allocated: ReadonlyMap<Key, Prefix | undefined> | undefined;

  /** The full name; where a relative one's zone is out of view, the name as it stands. */
  #namesOfRecord(record: Resource, zoneType: string): string[] {
    const { names, strays } = recordName(record, zoneType, this.#context.references);
    for (const { start, path } of strays) this.#strayByName.add(start, path);
    return names;
  }
}
