import { AddressError } from "./address-error";
import { formatPrefix } from "./format-prefix";
import { fullLength, type Prefix, supernet } from "./prefix-value";
import { LONGEST_TEXT, readPrefix } from "./read-prefix";

/**
 * Reads a prefix such as `203.0.113.0/24` or `2001:db8::/32`, strictly: no leading zeros, no missing octets, no host bits,
 * no zone, no spaces, and the length must be given. IPv4-mapped IPv6 of length 96 and more becomes IPv4.
 * @throws AddressError that names the value and the fix.
 */
export function parsePrefix(text: string): Prefix {
  // It accepts the same; the rest of this file finds out what is wrong.
  const read = text.includes("/") ? readPrefix(text) : undefined;
  if (read !== undefined) return read;
  const [address, lengthText] = divide(text);
  const { family, first } = parseNumber(text, address);
  if (lengthText === undefined) {
    throw new AddressError(
      text,
      `${shown(text)} has no prefix length; write ${shown(`${text}/${fullLength(family)}`)} for the single address`,
    );
  }
  const length = parseLength(text, lengthText, fullLength(family));
  const network = supernet({ family, first, length: fullLength(family) }, length);
  if (network.first !== first) {
    const fix = formatPrefix(asIpv4(network));
    throw new AddressError(text, `${shown(text)} has host bits set; the block that holds it is ${fix}`);
  }
  return asIpv4(network);
}

/**
 * Reads a single address, without a length. IPv4-mapped IPv6 becomes IPv4.
 * @returns the prefix of full length, /32 or /128.
 * @throws AddressError that names the value and the fix.
 */
export function parseAddress(text: string): Prefix {
  const read = text.includes("/") ? undefined : readPrefix(text);
  if (read !== undefined) return read;
  const [address, lengthText] = divide(text);
  const { family, first } = parseNumber(text, address);
  if (lengthText !== undefined) {
    throw new AddressError(text, `${shown(text)} is a prefix where a single address is due; leave out the length`);
  }
  return asIpv4({ family, first, length: fullLength(family) });
}

function asIpv4(prefix: Prefix): Prefix {
  if (prefix.family === 4 || prefix.length < 96 || prefix.first >> 32n !== 0xffffn) return prefix;
  return { family: 4, first: prefix.first & 0xffff_ffffn, length: prefix.length - 96 };
}

function divide(text: string): [string, string | undefined] {
  if (text.length > LONGEST_TEXT) {
    throw new AddressError(text, `text of ${text.length} characters is no address; write one such as 203.0.113.0/24`);
  }
  if (text.trim() === "") throw new AddressError(text, "the address is empty; write one such as 203.0.113.0/24");
  if (text.trim() !== text) throw new AddressError(text, `${shown(text)} has spaces around it; leave them out`);
  const slash = text.indexOf("/");
  return slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
}

function parseNumber(text: string, address: string): Pick<Prefix, "family" | "first"> {
  // ip-num accepts zones and forgets them; an address with a zone means nothing beyond its own host.
  if (address.includes("%")) throw new AddressError(text, "the address has a zone (%…); leave it out");
  // Loaded for text that is wrong only: it computes tables of IPv6 when it is loaded.
  const { IPv4, IPv6 } = require("ip-num") as typeof import("ip-num");
  try {
    if (address.includes(":")) return { family: 6, first: new IPv6(address).value };
    return { family: 4, first: new IPv4(address).value };
  } catch {
    throw new AddressError(text, notAnAddress(text, address));
  }
}

function notAnAddress(text: string, address: string): string {
  const octets = address.split(".");
  if (!address.includes(":") && octets.every((octet) => /^\d+$/.test(octet))) {
    if (octets.length !== 4) return `${shown(text)} has ${octets.length} parts; write all four, such as 203.0.113.0/24`;
    if (octets.some((octet) => octet.length > 1 && octet.startsWith("0"))) {
      return `${shown(text)} has leading zeros, which some programs read as octal; leave them out`;
    }
    return `${shown(text)} has a part over 255; write four numbers from 0 to 255`;
  }
  return `${shown(text)} is not an IPv4 or IPv6 address; write one such as 203.0.113.0/24 or 2001:db8::/32`;
}

function parseLength(text: string, lengthText: string, most: number): number {
  const length = /^(?:0|[1-9]\d{0,2})$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (length <= most) return length;
  throw new AddressError(
    text,
    `${shown(text)} has no valid length; write a plain number from 0 to ${most} after the slash`,
  );
}

/** Shows only what looks like an address: whatever else stands in the wrong field may be a secret. */
function shown(text: string): string {
  return /^[0-9a-fA-FxX:./ -]*$/.test(text) ? `"${text}"` : "the value";
}
