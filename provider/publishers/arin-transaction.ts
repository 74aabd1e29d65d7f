import { formatAddress } from "../../lease/prefix";
import { formatRoa, type RoaDelta, type RoaPayload } from "../../lease/rpki/roa";
import type { ArinRoa } from "./arin-roas";
import { escapeXml } from "./xml-document";

/** Namespace of the transaction. */
const NAMESPACE = "http://www.arin.net/regrws/rpki/v1";

/** A ROA to be made. */
interface NewRoa {
  readonly name: string;
  readonly asn: number;
  readonly payloads: readonly RoaPayload[];
  readonly link: boolean;
}

/**
 * The transaction of a delta (`POST /rest/rpki/ORG`). ARIN deletes ROAs by handle and as a whole, so where one holds
 * prefixes that are to stay too, they are added again, in the same transaction.
 *
 * @param roas What is published, as read just before.
 * @param name Name of the request; the names of its ROAs begin with it.
 */
export function arinTransaction(delta: RoaDelta, roas: readonly ArinRoa[], name: string): string {
  const removed = new Set(delta.remove.map(formatRoa));
  const touched = roas.filter(({ payloads }) => payloads.some((one) => removed.has(formatRoa(one))));
  const kept = touched.flatMap((roa) => keptPart(roa, removed));
  const added = delta.add.map((roa, at) => newRoa(roa, delta.add.length > 1 ? `${name} ${at + 1}` : name));
  return [
    `<rpkiTransaction xmlns="${NAMESPACE}">`,
    ...wrapped("roaSpecDelete", touched.map(deletion)),
    ...wrapped("roaSpecAdd", [...kept, ...added].map(addition)),
    "</rpkiTransaction>",
  ].join("");
}

function keptPart(roa: ArinRoa, removed: ReadonlySet<string>): NewRoa[] {
  const payloads = roa.payloads.filter((one) => !removed.has(formatRoa(one)));
  const [first] = payloads;
  return first === undefined ? [] : [{ name: roa.name || roa.handle, asn: first.asn, payloads, link: roa.linked }];
}

/** ARIN takes a wish for route objects of AS0 and silently makes none: nobody announces it. */
function newRoa(roa: RoaPayload, name: string): NewRoa {
  return { name, asn: roa.asn, payloads: [roa], link: roa.asn !== 0 };
}

function wrapped(element: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`<${element}>`, ...parts, `</${element}>`];
}

function deletion({ handle }: ArinRoa): string {
  return `<roaHandle autoLink="true">${escapeXml(handle)}</roaHandle>`;
}

function addition({ name, asn, payloads, link }: NewRoa): string {
  const resources = payloads.map(resource).join("");
  return (
    `<roaSpec><autoLink>${link}</autoLink><asNumber>${asn}</asNumber><name>${roaName(name)}</name>` +
    `<resources>${resources}</resources></roaSpec>`
  );
}

function resource({ prefix, maxLength }: RoaPayload): string {
  const own = maxLength === prefix.length ? "" : `<maxLength>${maxLength}</maxLength>`;
  const address = formatAddress(prefix.family, prefix.first);
  return (
    `<roaSpecResource><startAddress>${address}</startAddress><cidrLength>${prefix.length}</cidrLength>` +
    `${own}</roaSpecResource>`
  );
}

/** ARIN's names hold letters, digits, spaces, hyphens and underscores, 256 characters at most. */
function roaName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9 _-]+/g, "-").slice(0, 256);
}
