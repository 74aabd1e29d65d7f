import type { Input } from "@pulumi/pulumi";
import { AddressError } from "../lease/address-error";
import type { Lease } from "../lease/lease";
import { contains, formatPrefix, fullLength, type Prefix, parsePrefix } from "../lease/prefix";
import type { ArgumentErrors } from "./argument-errors";
import type { LeaseArgument } from "./egress-segment/segment-arguments";
import { readLease } from "./lease-argument";

/** Who announces a prefix. */
export type Announcer = "aws" | "cloudflare" | "lessee" | "lessor";

/** Which lease a routing resource belongs to: the lease or its block, or the id alone where the lease is elsewhere. */
export interface LeaseReference {
  /** The lease, or the component that holds it. It says what is announced and until when. */
  readonly lease?: LeaseArgument;
  /** Id of a lease that another program declares. What it announces has to be given then. */
  readonly leaseId?: Input<string>;
}

/** A lease reference after reading: the lease where it is in view. */
export interface ReadReference {
  readonly lease: Lease | undefined;
  readonly leaseId: Input<string> | undefined;
}

/** Reads the lease of a routing resource; exactly one of `lease` and `leaseId` has to be given. */
export function readReference({ lease, leaseId }: LeaseReference, errors: ArgumentErrors): ReadReference {
  if ((lease === undefined) === (leaseId === undefined)) {
    errors.add("lease", undefined, "give either lease (a LeasedBlock or a lease) or leaseId");
  }
  const read = lease === undefined ? undefined : readLease(lease, errors);
  return { lease: read, leaseId: leaseId ?? read?.id };
}

/**
 * Checks what is known of a prefix now, and writes it canonically; a value that only the deployment knows is left to the
 * provider. Without one, the lease's own.
 */
export function readPrefixArgument(
  given: Input<string> | undefined,
  lease: Lease | undefined,
  errors: ArgumentErrors,
): Input<string> | undefined {
  if (given === undefined && lease === undefined)
    errors.add("prefix", undefined, "give the prefix; only a lease implies one");
  if (typeof given !== "string") return given ?? lease?.prefix;
  const prefix = parse(given, errors);
  if (prefix === undefined) return undefined;
  const text = formatPrefix(prefix);
  if (lease && !contains(parsePrefix(lease.prefix), prefix)) {
    errors.add("prefix", text, `outside the lease's ${lease.prefix}; give a prefix inside it`);
  }
  return text;
}

export function checkAsn(argument: string, value: Input<number>, errors: ArgumentErrors): void {
  if (typeof value !== "number") return;
  if (Number.isInteger(value) && value >= 0 && value <= 4_294_967_295) return;
  errors.add(argument, value, "give an ASN from 0 to 4294967295");
}

/** A max-length lies between the prefix's own length and that of an address (RFC 9582 §4.3.2). */
export function checkMaxLength(
  value: Input<number> | undefined,
  prefix: Input<string> | undefined,
  errors: ArgumentErrors,
): void {
  if (typeof value !== "number") return;
  const parsed = typeof prefix === "string" ? parsePrefix(prefix) : undefined;
  const [least, most] = parsed ? [parsed.length, fullLength(parsed.family)] : [0, 128];
  if (Number.isInteger(value) && value >= least && value <= most) return;
  errors.add(
    "maxLength",
    value,
    `give a whole number from ${least} to ${most}, or leave it out for the prefix's own length`,
  );
}

function parse(text: string, errors: ArgumentErrors): Prefix | undefined {
  try {
    return parsePrefix(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    errors.add("prefix", text, error.message);
    return undefined;
  }
}
