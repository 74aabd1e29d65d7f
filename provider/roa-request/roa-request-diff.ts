import type { DiffResult } from "@pulumi/pulumi/provider";
import { formatRoa, sameRoa } from "../../lease/rpki/roa";
import { diffProperties } from "../property-diff";
import { knownProperties, type Properties } from "../property-value";
import type { Operation } from "../resource-handler";
import { readIfKnown } from "./roa-request-inputs";

/** What the registry knows of a ROA: all the rest is said by the program alone. */
const OWN = ["prefix", "asn", "publisher"];
const SAID = ["leaseId", "folder", "announces", "announcedBy", "longestAnnounced", "origins", "leaseEnd", "removeOn"];

/**
 * Prefix, ASN and max-length make a ROA what it is, and another publisher makes another: the new one is made before the
 * old one goes. The rest changes in place. How far the ROA has come is no difference: from published to visible is no drift.
 *
 * @param imported The old properties were read for an import just now, and so lack what no registry knows.
 */
export async function diffRoaRequest(
  olds: Properties,
  news: Properties,
  imported: boolean,
  operation: Operation,
): Promise<DiffResult> {
  // The name of a document for people holds the lease.
  const { publisher } = knownProperties(olds);
  const named = publisher === "manual" ? ["leaseId"] : [];
  const [replacing, updating] = keepsOneMaxLength(publisher) ? [[], ["maxLength"]] : [["maxLength"], []];
  const diff = diffProperties(withoutOwnMaxLength(olds), withoutOwnMaxLength(news), {
    replacing: [...named, ...OWN, ...replacing],
    updating: [...updating, ...(imported ? [] : SAID)],
  });
  if (diff.changes === true || !(await isGone(news, operation))) return diff;
  return { ...diff, changes: true };
}

/**
 * Registries that refuse a second ROA of the same prefix and AS, so that another max-length cannot be made beside the old
 * one. There both are one step, which the registry takes or leaves as a whole.
 */
export function keepsOneMaxLength(publisher: unknown): boolean {
  return publisher === "ripe" || publisher === "arin";
}

/**
 * Whether the registry publishes the ROA no more. Then an update publishes it again, also without a refresh. Where the
 * registry cannot be asked, as in a preview without credentials, a refresh has to tell.
 */
async function isGone(news: Properties, { services, log }: Operation): Promise<boolean> {
  const read = readIfKnown(news);
  if (read === undefined) return false;
  try {
    const published = await services.publisher(read.publisher).published();
    if (published === undefined || published.some((roa) => sameRoa(roa, read.roa))) return false;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log("info", `whether ${read.publisher} still publishes the ROA was not looked at: ${error.message}`);
    return false;
  }
  log("warning", `${read.publisher} no longer publishes ${formatRoa(read.roa)}: it is published again`);
  return true;
}

/** No max-length means the prefix's own: saying so does not make another ROA (RFC 9582 §4.3.2). */
function withoutOwnMaxLength(properties: Properties): Properties {
  const { prefix, maxLength } = knownProperties(properties);
  if (typeof prefix !== "string" || prefix.slice(prefix.indexOf("/") + 1) !== String(maxLength)) return properties;
  return { ...properties, maxLength: undefined };
}
