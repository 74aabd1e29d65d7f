import { stringify } from "yaml";
import { comparePrefixes, formatPrefix, parsePrefix } from "../../lease/prefix";
import { plainText } from "../../reports/plain-text";
import type { Exported, ExportedLease } from "./exported-lease";

/** What goes into the list besides the leases. */
export interface BgpalerterOptions {
  /** User group that is told. @default BGPalerter's own, `default` */
  readonly group?: string;
}

/** An entry of prefixes.yml: https://github.com/nttgin/BGPalerter/blob/main/docs/prefixes.md */
interface Entry {
  readonly description: string;
  readonly asn: number | number[];
  readonly ignoreMorespecifics: false;
  readonly ignore: false;
  readonly group?: string;
}

/** As an origin it is nobody's (RFC 7607): whoever announces the space is a stranger. */
const NOBODY = 0;

/**
 * BGPalerter's list of monitored prefixes: the block of every live lease and each part of it that is announced by itself, with
 * the origins that they may have. More specifics are watched. A lease that nobody announces has the origin 0, so that any
 * announcement of it is told. Released leases and those past their term are not watched: they are others' by then.
 */
export function bgpalerterPrefixes(leases: readonly ExportedLease[], { group }: BgpalerterOptions): Exported {
  const notes: string[] = [];
  const entries = new Map<string, { origins: Set<number>; names: Set<string> }>();
  for (const lease of leases) {
    const skipped = whyNot(lease);
    if (skipped !== undefined) {
      notes.push(skipped);
      continue;
    }
    notes.push(...lease.unknown.map((path) => `lease ${lease.id}: not known before a deployment: ${path}`));
    const block = formatPrefix(lease.prefix);
    const origins = lease.announced === false ? [NOBODY] : lease.routes.map(({ origin }) => origin);
    for (const origin of origins) add(entries, block, origin, lease.id);
    for (const { prefix, origin } of lease.routes) add(entries, prefix, origin, lease.id);
  }
  const sorted = [...entries].sort(([a], [b]) => comparePrefixes(parsePrefix(a), parsePrefix(b)));
  const document = Object.fromEntries(
    sorted.map(([prefix, { origins, names }]): [string, Entry] => {
      const asns = [...origins].sort((a, b) => a - b);
      const asn = asns.length === 1 ? (asns[0] as number) : asns;
      const description = plainText([...names].join(", "));
      return [
        prefix,
        { description, asn, ignoreMorespecifics: false, ignore: false, ...(group !== undefined && { group }) },
      ];
    }),
  );
  const body = sorted.length > 0 ? stringify(document, { version: "1.1", lineWidth: 0 }) : "";
  if (sorted.length === 0) notes.push("no lease is to be watched, and BGPalerter does not start with an empty list");
  return { text: `# Made by leasehold export --to bgpalerter from the register of leases.\n${body}`, notes };
}

function whyNot({ id, live, status, term, announced, routes, unknown }: ExportedLease): string | undefined {
  if (!live) return status === "released" ? undefined : `lease ${id} ended on ${term.end}, and is not watched`;
  if (announced === undefined) return `lease ${id} does not say who announces it, and is not watched; set its routing`;
  if (!announced || routes.length > 0) return undefined;
  const why =
    unknown.length > 0 ? `its origins are not known before a deployment (${unknown.join(", ")})` : "it names no origin";
  return `lease ${id} is not watched: ${why}`;
}

function add(
  entries: Map<string, { origins: Set<number>; names: Set<string> }>,
  prefix: string,
  origin: number,
  lease: string,
): void {
  const entry = entries.get(prefix) ?? { origins: new Set(), names: new Set() };
  entry.origins.add(origin);
  entry.names.add(lease);
  entries.set(prefix, entry);
}
