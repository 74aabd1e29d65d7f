import { z } from "zod";
import { isoDate } from "../../lease/lease";
import type { Finding } from "../finding";
import { globMatches } from "../glob";
import { nearest } from "../nearest";
import type { Notice } from "../notice";
import type { NonWaivable } from "./non-waivable";

const words = z.string().trim().min(1).max(1024);

/** One entry of `waivers:` in leasehold.yaml. */
export const waiverSchema = z.strictObject({
  rule: words.describe("Name of the rule"),
  target: words.describe("URN, with * and ? as wildcards; or a lease's id, a segment's name, or LEASE/SEGMENT"),
  reason: words.describe("Why it is accepted for now"),
  owner: words.describe("Who answers for it"),
  ticket: words.optional().describe("Where the lasting remedy is tracked"),
  // A waiver must never live longer for being written badly, nor stop the whole run: what is no date counts as past.
  expires: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .optional()
    .transform((value) => String(value ?? ""))
    .describe("Last day, inclusive, YYYY-MM-DD, UTC; anything else counts as expired"),
});
export type Waiver = z.output<typeof waiverSchema>;

export interface WaiverOptions {
  readonly today: string;
  readonly nonWaivable: NonWaivable;
  /** Names of all rules, so that a misspelt one is told. */
  readonly rules: readonly string[];
  /** Rules that did not run: nobody can tell whether their waivers are still needed. */
  readonly notRun: readonly string[];
}

/**
 * Turns the findings that a waiver in force covers to `waived`, with owner, reason and last day. Waivers that are expired,
 * match nothing or may not be given are told as notices; such a finding stays what it is.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  options: WaiverOptions,
): { findings: Finding[]; notices: Notice[] } {
  const entries = waivers.map((waiver) => ({ waiver, ended: endOf(waiver, options.today), matched: 0, refused: "" }));
  const settled = findings.map((finding) => {
    let result = finding;
    for (const entry of entries) {
      if (!covers(entry.waiver, finding)) continue;
      entry.matched++;
      const refusal = options.nonWaivable.reason(finding);
      if (refusal !== undefined) entry.refused = refusal;
      else if (entry.ended === undefined && result.status !== "waived") result = waived(finding, entry.waiver);
    }
    return result;
  });
  const notices = entries.flatMap(({ waiver, ended, matched, refused }): Notice[] => {
    const name = `The waiver of ${waiver.rule} for ${waiver.target} (${waiver.owner})`;
    const say = (message: string): Notice => ({ about: "waiver", level: "warning", message: `${name} ${message}` });
    return [
      ...(ended === undefined ? [] : [say(ended)]),
      ...(matched > 0 || options.notRun.includes(waiver.rule) ? [] : [say(unmatched(waiver, options.rules))]),
      ...(refused === "" ? [] : [say(`has no effect: ${refused}.`)]),
    ];
  });
  return { findings: settled, notices };
}

function unmatched({ rule }: Waiver, rules: readonly string[]): string {
  if (rules.includes(rule)) return "matches no finding: remove it, unless another stack needs it.";
  const meant = nearest(rule, rules);
  return `matches nothing: there is no such rule.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

/** How the waiver ended, as the end of a sentence; `undefined` while it is in force. */
function endOf({ expires }: Waiver, today: string): string | undefined {
  if (expires === "") return "has no day on which it expires, and counts as expired.";
  if (!isoDate.safeParse(expires).success) return "expires on what is no day (YYYY-MM-DD), and counts as expired.";
  return expires < today ? `expired on ${expires}.` : undefined;
}

function covers({ rule, target }: Waiver, { rule: found, resource, lease, segment }: Finding): boolean {
  if (rule !== found) return false;
  if (target === lease || target === segment) return true;
  if (lease !== null && segment !== null && target === `${lease}/${segment}`) return true;
  return resource !== null && globMatches(target, resource.urn);
}

function waived(finding: Finding, { owner, reason, ticket, expires }: Waiver): Finding {
  return { ...finding, status: "waived", waiver: { owner, reason, ...(ticket !== undefined && { ticket }), expires } };
}
