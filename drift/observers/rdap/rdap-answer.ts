import { z } from "zod";
import { AddressError } from "../../../lease/address-error";
import { type Prefix, parseAddress } from "../../../lease/prefix";
import { cleanText } from "../../../provider/http/clean-text";
import { parseJson } from "../../../provider/parse-json";

/** What a registry says of a network (RFC 9083 §5.4). Texts are a stranger's, made fit for a terminal. */
export interface RegisteredNetwork {
  readonly first: Prefix;
  readonly last: Prefix;
  readonly handle: string | undefined;
  readonly name: string | undefined;
  /** `ALLOCATED PA`, `DIRECT ALLOCATION` and the like. */
  readonly type: string | undefined;
  /** Sorted. */
  readonly status: readonly string[];
  /** Handles and names of whom it is registered to. */
  readonly holders: readonly string[];
  /** Addresses of those who take reports of abuse, in lower case, sorted. */
  readonly abuse: readonly string[];
}

const LONGEST_TEXT = 200;
/** Contacts of contacts: registries nest two deep. */
const DEEPEST = 6;
const MOST_ENTITIES = 500;

const text = z.string().transform((value) => cleanText(value, LONGEST_TEXT));
const entity = z.object({
  handle: text.optional(),
  roles: z.array(z.string()).optional(),
  vcardArray: z.array(z.unknown()).optional(),
  entities: z.array(z.unknown()).optional(),
});
const network = z.object({
  objectClassName: z.literal("ip network"),
  startAddress: z.string(),
  endAddress: z.string(),
  handle: text.optional(),
  name: text.optional(),
  type: text.optional(),
  status: z.array(text).optional(),
  entities: z.array(z.unknown()).optional(),
});
const domain = z.object({
  objectClassName: z.literal("domain"),
  ldhName: z.string().optional(),
  nameservers: z.array(z.object({ ldhName: z.string() })).optional(),
});

/** Reads a network. @returns undefined where it is none: HTML, half an answer, another object */
export function readNetwork(answer: string): RegisteredNetwork | undefined {
  const read = network.safeParse(parseJson(answer));
  if (!read.success) return undefined;
  const { startAddress, endAddress, handle, name, type, status = [], entities = [] } = read.data;
  const [first, last] = [addressOf(startAddress), addressOf(endAddress)];
  if (first === undefined || last === undefined || first.family !== last.family) return undefined;
  const contacts = contactsOf(entities);
  if (contacts === undefined) return undefined;
  const registrants = contacts.filter(({ roles }) => roles.includes("registrant"));
  const emails = contacts.filter(({ roles }) => roles.includes("abuse")).flatMap((one) => one.emails);
  return {
    first,
    last,
    handle,
    name,
    type,
    status: [...status].sort(),
    holders: [...new Set(registrants.flatMap((one) => [...(one.handle ? [one.handle] : []), ...one.names]))],
    abuse: [...new Set(emails.map((email) => email.toLowerCase()))].sort(),
  };
}

/**
 * Names of the servers that a reverse zone is delegated to, sorted.
 * @returns undefined where it is no domain, or another one than the zone and those above it
 */
export function readNameServers(answer: string, zone: string): string[] | undefined {
  const read = domain.safeParse(parseJson(answer));
  if (!read.success) return undefined;
  const named = read.data.ldhName?.toLowerCase().replace(/\.$/, "");
  if (named !== undefined && named !== zone && !zone.endsWith(`.${named}`)) return undefined;
  const names = (read.data.nameservers ?? []).map(({ ldhName }) => cleanText(ldhName, 255).toLowerCase());
  return [...new Set(names.map((name) => (name.endsWith(".") ? name : `${name}.`)))].sort();
}

interface Contact {
  readonly handle: string | undefined;
  readonly roles: readonly string[];
  readonly names: readonly string[];
  readonly emails: readonly string[];
}

/** @returns undefined where one of them cannot be read: it may be the one that matters */
function contactsOf(entities: readonly unknown[]): Contact[] | undefined {
  const contacts: Contact[] = [];
  const open = entities.map((given) => ({ given, depth: 0 }));
  for (let at = 0; at < open.length; at++) {
    const { given, depth } = open[at] as (typeof open)[number];
    const read = entity.safeParse(given);
    if (!read.success || depth > DEEPEST || open.length > MOST_ENTITIES) return undefined;
    const { handle, roles = [], vcardArray, entities: inner = [] } = read.data;
    const card = vcardArray === undefined ? [] : propertiesOf(vcardArray);
    contacts.push({ handle, roles, names: valuesOf(card, ["fn", "org"]), emails: valuesOf(card, ["email"]) });
    for (const one of inner) open.push({ given: one, depth: depth + 1 });
  }
  return contacts;
}

/** Properties of a jCard (RFC 7095): `["vcard", [[name, parameters, type, value…]…]]`. */
function propertiesOf(card: readonly unknown[]): readonly (readonly unknown[])[] {
  const [, properties] = card;
  return Array.isArray(properties) ? properties.filter((property) => Array.isArray(property)) : [];
}

function valuesOf(properties: readonly (readonly unknown[])[], names: readonly string[]): string[] {
  return properties
    .filter(([name]) => typeof name === "string" && names.includes(name.toLowerCase()))
    .flatMap(([, , , ...values]) => values.flat())
    .filter((value): value is string => typeof value === "string" && value.trim() !== "")
    .map((value) => cleanText(value, LONGEST_TEXT));
}

function addressOf(given: string): Prefix | undefined {
  try {
    return parseAddress(given);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}
