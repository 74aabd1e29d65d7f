import { hostName } from "../../../facts/adapters/reverse-records";
import { recordName } from "../../../facts/record-name";
import { collect } from "../../../facts/references";
import { scanAddresses } from "../../../facts/scan-text";
import { CLOUDFLARE_ZONE } from "../../../facts/types";
import { readBoolean, readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { formatPrefix, formatShort, fullLength, type Prefix, readPrefix } from "../../../lease/prefix";
import { parseReverseName } from "../../../lease/reverse-name";
import { attribute, type Declared } from "../../declared";
import { declaringResource } from "../../declaring-resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { heldPrefix } from "./declared-addresses";
import { UNDEPLOYED } from "./declared-names";
import { declaredZones } from "./declared-zones";

export const CLOUDFLARE_RECORD = "cloudflare-record";

/** All records of one name and type. */
export interface RecordSet {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
  readonly contents: ReadonlySet<string>;
  /** Some content is known only after a deployment. */
  readonly isOpen: boolean;
  /** Cloudflare answers with addresses of its own; undefined where that cannot be, or is not known. */
  readonly proxied: boolean | undefined;
  readonly resource?: Resource;
}

const TYPES = ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"];
const MAY_BE_PROXIED = new Set(["A", "AAAA", "CNAME"]);
const NAMES = new Set(["PTR", "CNAME", "NS"]);

/** Names of the Cloudflare zones that the program declares. */
export function cloudflareZones(declared: Declared): string[] {
  return declaredZones(declared).flatMap(({ at, name }) => (at === "cloudflare" ? [name] : []));
}

/** The declared record sets of declared zones that name leased space, by name and type. */
export function declaredSets(declared: Declared): Map<string, RecordSet> {
  const zones = cloudflareZones(declared).sort((a, b) => b.length - a.length);
  const { references } = declared.context;
  const sets = new Map<string, RecordSet>();
  for (const record of TYPES.flatMap((type) => references.ofType(type))) {
    const type = readString(record.inputs, "type");
    const [name] = recordName(record, CLOUDFLARE_ZONE, references).names;
    const zone = zones.find((one) => name === one || name?.endsWith(`.${one}`));
    if (type === undefined || !("known" in type) || name === undefined || zone === undefined) continue;
    const values = ["content", "value"].flatMap((path) => collect(record.inputs, path)).map(({ value }) => value);
    const known = values.filter((value) => typeof value === "string");
    const proxied = readBoolean(record.inputs, "proxied");
    addTo(sets, {
      zone,
      name,
      type: type.known.toUpperCase(),
      contents: new Set(known),
      isOpen: known.length < Math.max(1, values.length),
      proxied: proxied === undefined ? false : "known" in proxied ? proxied.known : undefined,
      resource: record,
    });
  }
  for (const [key, set] of sets) if (leasedSpace(set, declared).length === 0) sets.delete(key);
  return sets;
}

/** Puts a record to those of its name and type. */
export function addTo(sets: Map<string, RecordSet>, record: RecordSet): void {
  const key = setId(record);
  const contents = [...record.contents].map((content) => canonical(record.type, content));
  const before = sets.get(key);
  sets.set(key, {
    ...record,
    ...before,
    contents: new Set([...(before?.contents ?? []), ...contents]),
    isOpen: record.isOpen || before?.isOpen === true,
    proxied: before === undefined || before.proxied === record.proxied ? record.proxied : undefined,
  });
}

export function setId({ name, type }: Pick<RecordSet, "name" | "type">): string {
  return `${name} ${type}`;
}

/** The leased space that a record set names: the address a PTR is for, or whatever its contents mention. */
export function leasedSpace({ name, type, contents }: RecordSet, declared: Declared): Prefix[] {
  const owner = type === "PTR" ? parseReverseName(name) : undefined;
  const named = owner !== undefined && owner.length === fullLength(owner.family) ? [formatShort(owner)] : [];
  const mentioned = [...contents].flatMap((content) =>
    scanAddresses(content).flatMap(({ prefixes }) => prefixes.map(formatPrefix)),
  );
  return [...named, ...mentioned].flatMap((text) => heldPrefix(text, declared) ?? []);
}

/** The item of a record set. @param content in place of what the set holds, where that is not known */
export function recordItem(set: RecordSet, declared: Declared, content?: FieldValue): DriftItem {
  const { zone, name, type, contents, isOpen, proxied, resource } = set;
  const [first] = leasedSpace(set, declared);
  return {
    observer: "dns",
    type: CLOUDFLARE_RECORD,
    id: setId(set),
    name: `the ${type} record of ${name} at Cloudflare`,
    ...(first === undefined ? { lease: null, segment: null } : attribute(declared, first)),
    fields: {
      content: content ?? (isOpen ? UNDEPLOYED : [...contents].sort()),
      ...(MAY_BE_PROXIED.has(type) && { proxied: proxied ?? { unknown: "it differs among the records" } }),
    },
    ...(resource !== undefined && declaringResource(resource)),
    scope: zone,
    remediation:
      resource === undefined
        ? "Find out in Cloudflare's audit log who set it: declare it where it is meant, else delete it."
        : "Restore it by deploying again; if the change was meant, declare it.",
  };
}

/** A content as both sides write it. Texts are quoted by the API whether or not they were given so. */
function canonical(type: string, content: string): string {
  const text = content.trim();
  if (type === "A" || type === "AAAA") {
    const address = readPrefix(text);
    return address === undefined ? text : formatShort(address);
  }
  if (NAMES.has(type)) return hostName(text);
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
