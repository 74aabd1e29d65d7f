import type { CheckResult } from "@pulumi/pulumi/provider";
import { parsePrefix } from "../../lease/prefix";
import { ANNOUNCERS } from "../announcers/announcer";
import { InputChecks } from "../input-checks";
import { isUnknown, type Properties } from "../property-value";
import { DEFAULT_FOLDER } from "../publishers/manual";
import { PUBLISHERS } from "../publishers/publish-error";
import { roaSchema } from "./request-document";

/** Checks the inputs of a ROA request, and completes and normalises them. */
export function checkRoaRequest(news: Properties): CheckResult {
  const checks = new InputChecks(news);
  checks.require("leaseId", "name the lease");
  checks.text("leaseId");
  checks.require("prefix", "give the prefix the ROA is for");
  checks.prefix("prefix");
  checks.require("asn", "give the AS that may originate the prefix");
  checks.asn("asn");
  checks.maxLength("maxLength", "prefix");
  checks.setDefault("publisher", "manual");
  checks.oneOf("publisher", PUBLISHERS);
  checks.oneOf("announcedBy", [...ANNOUNCERS, "none"]);
  checkLeaseParts(checks);
  checks.setDefault("folder", DEFAULT_FOLDER);
  checks.text("folder");
  // A person who is asked can still say no, and is warned; a registry would publish at once.
  if (isRegistry(checks.known("publisher"))) checkLooseMaxLength(checks);
  return { inputs: checks.inputs, failures: checks.failures };
}

/** Publishers that publish by themselves, without a person who looks at the request. */
export function isRegistry(publisher: unknown): boolean {
  return publisher === "krill" || publisher === "ripe" || publisher === "arin";
}

/**
 * Why a max-length is looser than what is announced (RFC 9319 §5: a ROA that allows more lets others announce what nobody
 * does); undefined where it is not. The prefix's own length is always fine, and so is what the lease declares.
 *
 * @param longestAnnounced The longest prefix length that the lease announces. @default the prefix's own
 */
export function looseMaxLength(
  prefix: string,
  maxLength: number | undefined,
  longestAnnounced: number | undefined,
): string | undefined {
  const own = parsePrefix(prefix).length;
  const longest = Math.max(own, longestAnnounced ?? own);
  if (maxLength === undefined || maxLength <= longest) return undefined;
  const announced =
    longest === own ? `only ${prefix} itself is announced` : `nothing longer than /${longest} is announced`;
  return (
    `/${maxLength} lets anybody forge announcements that nobody makes (RFC 9319, section 5): ${announced}; ` +
    `use ${longest}, or declare what is announced (longestAnnounced, in the lease routing.longestAnnounced)`
  );
}

function checkLooseMaxLength(checks: InputChecks): void {
  if (checks.failures.length > 0 || isUnknown(checks.inputs, "longestAnnounced")) return;
  const { prefix, maxLength, longestAnnounced } = {
    prefix: checks.known("prefix"),
    maxLength: checks.known("maxLength"),
    longestAnnounced: checks.known("longestAnnounced"),
  };
  if (typeof prefix !== "string" || typeof maxLength !== "number") return;
  const reason = looseMaxLength(prefix, maxLength, typeof longestAnnounced === "number" ? longestAnnounced : undefined);
  if (reason !== undefined) checks.fail("maxLength", reason);
}

/** What the component says of the lease. */
function checkLeaseParts(checks: InputChecks): void {
  const shapes = {
    announces: "give a list of { prefix, origin }",
    longestAnnounced: "give a whole number",
    origins: "give a list of ASNs",
    leaseEnd: "give a calendar day, YYYY-MM-DD",
    removeOn: "give a calendar day, YYYY-MM-DD",
  } as const;
  for (const [property, fix] of Object.entries(shapes) as [keyof typeof shapes, string][]) {
    if (!roaSchema.shape[property].safeParse(checks.known(property)).success) checks.fail(property, fix);
  }
}
