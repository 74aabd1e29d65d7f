import { AddressError } from "../../lease/address-error";
import { parsePrefix } from "../../lease/prefix";
import { roaPayload } from "../../lease/rpki/roa";
import type { Vrp } from "../../lease/rpki/vrp";
import { ANNOUNCERS, type AnnouncerName } from "../announcers/announcer";
import { knownProperties, type Properties } from "../property-value";
import { DEFAULT_FOLDER } from "../publishers/manual";
import { PUBLISHERS, type PublisherName } from "../publishers/publish-error";
import type { LeaseRoute } from "../routes/route-ledger";
import { type Roa, roaSchema } from "./request-document";

/** A ROA request as its properties say, all of them known. */
export interface ReadRoaRequest {
  readonly request: Roa;
  readonly roa: Vrp;
  readonly publisher: PublisherName;
  readonly folder: string;
  readonly announces: readonly LeaseRoute[];
  /** Who announces the lease's routes and may be asked; undefined where nobody is named, or nobody announces. */
  readonly announcedBy: AnnouncerName | undefined;
}

const OUTPUTS = ["state", "requestId", "covering", "document"];

/** Reads the properties of a ROA request, inputs or outputs. @throws AddressError or ZodError where they are none */
export function readRoaRequest(properties: Properties): ReadRoaRequest {
  const known = knownProperties(properties);
  // A request that was imported without naming a lease has none.
  const request = roaSchema.parse({ leaseId: "", ...known });
  return {
    request,
    roa: roaPayload(request.prefix, request.asn, request.maxLength),
    publisher: word(PUBLISHERS, known.publisher) ?? "manual",
    folder: typeof known.folder === "string" ? known.folder : DEFAULT_FOLDER,
    announces: (request.announces ?? []).map(({ prefix, origin }) => ({ prefix: parsePrefix(prefix), origin })),
    announcedBy: word(ANNOUNCERS, known.announcedBy),
  };
}

/** The same, or undefined where something is not known yet. */
export function readIfKnown(properties: Properties): ReadRoaRequest | undefined {
  const { prefix, asn, publisher } = knownProperties(properties);
  if (prefix === undefined || asn === undefined || publisher === undefined) return undefined;
  try {
    return readRoaRequest(properties);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

/** Properties without what the provider adds to the inputs. */
export function withoutOutputs(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !OUTPUTS.includes(name)));
}

function word<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((one) => one === value);
}
