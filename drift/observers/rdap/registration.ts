import type { ViewedLease } from "../../../facts/lease-view";
import { formatPrefix, lastAddress } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import type { RegisteredNetwork } from "./rdap-answer";

/** How a lease is to be registered. */
export function expectedRegistration(viewed: ViewedLease): DriftItem {
  const { lessor, contacts } = viewed.lease;
  const abuse = abuseAddress(contacts?.abuse);
  return item(viewed, {
    ...(lessor !== undefined && { holder: lessor.holder }),
    ...(abuse !== undefined && { abuse }),
  });
}

/** How it is registered. @param delegation name servers by reverse zone, of those that could be looked up */
export function seenRegistration(
  viewed: ViewedLease,
  network: RegisteredNetwork,
  delegation: Readonly<Record<string, readonly string[]>>,
): DriftItem {
  const { lessor, contacts } = viewed.lease;
  const { status, handle = null, name = null, type = null } = network;
  const zones = Object.entries(delegation).map(([zone, servers]) => [`delegation ${zone}`, servers] as const);
  return {
    ...item(viewed, {
      holder: holderOf(network, lessor?.holder),
      abuse: abuseOf(network, abuseAddress(contacts?.abuse)),
    }),
    remembered: { handle, name, type, status, ...Object.fromEntries(zones) },
  };
}

/** Whether a network is one that the lease lies in. */
export function holdsLease({ first, last }: RegisteredNetwork, { prefix }: ViewedLease): boolean {
  return first.family === prefix.family && first.first <= prefix.first && last.first >= lastAddress(prefix);
}

/**
 * The declared holder, where a handle or a name of the network or of its registrants is it, letters' case, punctuation and
 * spaces aside; else who is registered.
 */
function holderOf({ handle, name, holders }: RegisteredNetwork, declared: string | undefined): FieldValue {
  const known = [...holders, ...(name === undefined ? [] : [name]), ...(handle === undefined ? [] : [handle])];
  if (known.length === 0) return { unknown: "the registry names no holder" };
  if (declared !== undefined && known.some((one) => plain(one) === plain(declared))) return declared;
  return (holders.length > 0 ? holders : known).join(", ");
}

function abuseOf({ abuse }: RegisteredNetwork, declared: string | undefined): FieldValue {
  if (declared !== undefined && abuse.includes(declared)) return declared;
  return abuse.length === 0 ? "none" : abuse.join(", ");
}

/** A contact that registries could show: an address, in lower case. Of a form on the web they know nothing. */
function abuseAddress(contact: string | undefined): string | undefined {
  const address = contact
    ?.replace(/^mailto:/i, "")
    .trim()
    .toLowerCase();
  return address !== undefined && /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(address) ? address : undefined;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function item({ lease, prefix }: ViewedLease, fields: Record<string, FieldValue>): DriftItem {
  return {
    observer: "rdap",
    type: "registration",
    id: formatPrefix(prefix),
    name: `the registration of ${formatPrefix(prefix)}`,
    lease: lease.id,
    segment: null,
    fields,
    severity: "warning",
    remediation:
      "Ask the lessor what was changed at the registry: whoever holds the registration decides about ROAs and reverse zones; if the change was meant, declare it.",
  };
}
