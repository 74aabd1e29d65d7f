import { AddressError } from "../../lease/address-error";
import { formatPrefix } from "../../lease/prefix";
import { roaPayload } from "../../lease/rpki/roa";
import type { Vrp } from "../../lease/rpki/vrp";
import { PUBLISHERS, type PublisherName } from "../publishers/publish-error";

/** What an id says: who publishes which ROA, and for an import also for which lease. */
export interface RoaRequestId {
  readonly publisher: PublisherName;
  readonly roa: Vrp;
  readonly leaseId: string | undefined;
}

/**
 * Id of a ROA at a registry: `krill:203.0.113.0/24-24:AS64496`. Requests to people (`manual`, `webhook`) have the name of
 * their document instead.
 */
export function roaRequestId(publisher: PublisherName, { prefix, asn, maxLength }: Vrp): string {
  return `${publisher}:${formatPrefix(prefix)}-${maxLength}:AS${asn}`;
}

/**
 * Reads an id as `pulumi import` gets it. Behind it a lease may be named, since no registry knows it:
 * `krill:203.0.113.0/24-24:AS64496@office-2026`.
 *
 * @throws Error that says how an id is written.
 */
export function parseRoaRequestId(id: string): RoaRequestId {
  const [, publisher = "", prefix = "", maxLength, asn = "", leaseId] =
    /^([a-z]+):([0-9a-fA-F.:]+\/\d{1,3})(?:-(\d{1,3}))?:(?:AS)?(\d{1,10})(?:@(.+))?$/.exec(id) ?? [];
  if (!(PUBLISHERS as readonly string[]).includes(publisher)) throw notAnId(id);
  try {
    const roa = roaPayload(prefix, asn, maxLength === undefined ? undefined : Number(maxLength));
    return { publisher: publisher as PublisherName, roa, leaseId };
  } catch (error) {
    if (error instanceof AddressError) throw notAnId(id, error.message);
    throw error;
  }
}

function notAnId(id: string, reason?: string): Error {
  const shown = JSON.stringify(id.slice(0, 100));
  return new Error(
    `${shown} is no id of a ROA request${reason === undefined ? "" : `: ${reason}`}; ` +
      "write publisher:prefix-maxLength:ASN, such as krill:203.0.113.0/24-24:AS64496, or with its lease " +
      "krill:203.0.113.0/24-24:AS64496@office-2026",
  );
}
