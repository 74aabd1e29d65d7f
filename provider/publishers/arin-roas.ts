import { type RoaPayload, roaPayload } from "../../lease/rpki/roa";
import type { Registry } from "./registry";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml-document";

/** A ROA at ARIN: one AS, one or more prefixes, deleted as a whole by its handle. */
export interface ArinRoa {
  readonly handle: string;
  readonly name: string;
  readonly payloads: readonly RoaPayload[];
  /** Whether ARIN keeps route objects for it. */
  readonly linked: boolean;
}

const LISTS = ["roaSpec", "resources", "roaSpecResource"];
const WHAT = "ARIN's list of ROAs";

/** Reads `GET /rest/roa/ORG`: a collection, empty where there are none. @throws PublishError where it is anything else. */
export function readArinRoas(registry: Registry, text: string): ArinRoa[] {
  const document = parseXml(text, LISTS);
  if (document?.root !== "collection") throw registry.unexpected(WHAT, document?.root);
  const attribute = Object.keys(document.element).find((name) => name.startsWith("@_") && !isNamespace(name));
  // Such as one that says the list is cut short: what is missing in part is unknown, not absent.
  if (attribute !== undefined) throw registry.unexpected(WHAT, `attribute ${attribute.slice(2)}`);
  return childrenOf(document.element, "roaSpec").map((spec) => readRoa(registry, spec));
}

function readRoa(registry: Registry, spec: XmlElement): ArinRoa {
  const handle = textOf(spec, "roaHandle") ?? "";
  const asn = textOf(spec, "asNumber");
  const resources = childrenOf(spec, "resources").flatMap((one) => {
    const wrapped = childrenOf(one, "roaSpecResource");
    return wrapped.length > 0 ? wrapped : [one];
  });
  if (!/^[A-Za-z0-9-]{1,64}$/.test(handle)) throw registry.unexpected(WHAT, "roaHandle");
  if (asn === undefined || resources.length === 0) throw registry.unexpected(WHAT, `ROA ${handle}`);
  return {
    handle,
    name: textOf(spec, "name") ?? "",
    payloads: registry.payloads(resources, (resource) => readResource(resource, asn)),
    linked: resources.some((resource) => textOf(resource, "autoLinked") === "true"),
  };
}

function readResource(resource: XmlElement, asn: string): RoaPayload {
  const address = withoutLeadingZeros(textOf(resource, "startAddress") ?? "");
  const maxLength = textOf(resource, "maxLength");
  return roaPayload(
    `${address}/${textOf(resource, "cidrLength") ?? ""}`,
    asn,
    maxLength ? Number(maxLength) : undefined,
  );
}

/** ARIN writes IPv4 octets with three digits in places: 192.000.002.000, all of them decimal. */
function withoutLeadingZeros(address: string): string {
  return address.includes(":") ? address : address.replaceAll(/(^|\.)0+(?=\d)/g, "$1");
}

function isNamespace(name: string): boolean {
  return /^@_(xmlns|xsi|schemaLocation)/i.test(name) || /^@_ns\d+$/.test(name);
}
