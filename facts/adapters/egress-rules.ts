import { joinPath, readNumber, readString } from "../../graph/read";
import type { Properties, Resource } from "../../graph/resource";
import type { Known, Ports } from "../observations";
import { PROTOCOL_NAMES } from "../protocol-names";
import { unknownPath } from "../references";

export const ALL_PORTS: Ports = { from: 0, to: 65535 };

/** Protocol by name where it has one of ours (`tcp`, `udp`, `icmp`, `icmpv6`, `all`), else its number as text. */
export function readProtocol(resource: Resource, path: string): Known<string> {
  const read = readString(resource.inputs, path);
  if (read === undefined) return { value: "all", unknown: [] };
  if ("unknown" in read) return { unknown: read.unknown.map((at) => unknownPath(resource, at)) };
  const word = read.known.trim().toLowerCase();
  return { value: Object.hasOwn(PROTOCOL_NAMES, word) ? PROTOCOL_NAMES[word] : word, unknown: [] };
}

/** Ports of a rule. `all` and a protocol not yet known open whatever ports they have; icmp and the like have none. */
export function readPorts(resource: Resource, base: string, protocol: Known<string>): Known<Ports> {
  if (protocol.value === "all") return { value: ALL_PORTS, unknown: [] };
  if (protocol.value !== undefined && protocol.value !== "tcp" && protocol.value !== "udp") return { unknown: [] };
  const [from, to] = ["fromPort", "toPort"].map((name) =>
    readNumber(resource.inputs, base === "" ? name : `${base}.${name}`),
  );
  const unknown = [from, to].flatMap((read) =>
    read !== undefined && "unknown" in read ? read.unknown.map((path) => unknownPath(resource, path)) : [],
  );
  if (unknown.length > 0) return { unknown };
  if (from === undefined && to === undefined) return { value: ALL_PORTS, unknown: [] };
  const first = from !== undefined && "known" in from ? from.known : 0;
  const last = to !== undefined && "known" in to ? to.known : first;
  // AWS reads -1 as every port.
  if (first < 0 || last < 0) return { value: ALL_PORTS, unknown: [] };
  return { value: { from: Math.min(first, last), to: Math.min(Math.max(first, last), 65535) }, unknown: [] };
}

/** Paths of the objects in a list of rules, and the unknown elements or the whole list where nobody knows it. */
export function rulePaths(inputs: Properties, property: string): { paths: string[]; unknown: string[] } {
  const list = Object.hasOwn(inputs, property) ? inputs[property] : undefined;
  if (list === undefined || list === null) return { paths: [], unknown: [] };
  if (!Array.isArray(list)) return { paths: [], unknown: [property] };
  const paths: string[] = [];
  const unknown: string[] = [];
  for (const [index, element] of list.entries()) {
    const path = joinPath(property, index);
    if (typeof element === "object" && element !== null && !Array.isArray(element)) paths.push(path);
    else if (element !== null) unknown.push(path);
  }
  return { paths, unknown };
}
