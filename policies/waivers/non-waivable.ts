import type { Fact } from "../../facts/fact";
import type { Finding } from "../finding";
import { RuleSet } from "../rule-set";

/** What decides whether a finding may be waived, read once from all facts of a judgement. */
export class NonWaivable {
  /** Segments that send mail, or of which nobody knows what they are for. */
  readonly #mail = new Set<string>();
  readonly #segments = new Set<string>();
  /** `urn#property#text` of every mention of a released lease. */
  readonly #released = new Set<string>();

  constructor(
    facts: readonly Fact[],
    private readonly rules: RuleSet = new RuleSet(),
  ) {
    for (const fact of facts) {
      if (fact.kind === "segment" && fact.segment !== null) {
        const key = `${fact.lease}/${fact.segment}`;
        this.#segments.add(key);
        if (fact.purpose === "email" || fact.purpose === null || "purpose" in fact.unknown) this.#mail.add(key);
      }
      if (fact.kind === "reference" && fact.leaseStatus === "released") {
        this.#released.add(referenceKey(fact.resource, fact.property, fact.text));
      }
    }
  }

  /** Why the finding can be neither waived nor put into a baseline; `undefined`: it can. */
  reason({ rule, evidence, resource }: Finding): string | undefined {
    if (rule === "privileged-change-unapproved") return "an unapproved privileged change needs approvals, not a waiver";
    if (rule === "shared-egress") {
      // What is undetermined names no segments: then one of them may send mail.
      const segments = Array.isArray(evidence.segments) ? evidence.segments.map(String) : undefined;
      if (segments === undefined || segments.length === 0 || segments.some((key) => this.#mayMail(key))) {
        return "an address that an email segment may share is never waived";
      }
    }
    if (rule === "orphaned-reference") {
      const { property, text } = evidence;
      if (this.#released.has(referenceKey(resource?.urn ?? null, property, text))) {
        return "a reference to a released lease is never waived: the space is somebody else's";
      }
    }
    return this.rules.find(rule)?.nonWaivable;
  }

  #mayMail(key: string): boolean {
    // A purpose may stand for a segment that nothing declares.
    return this.#mail.has(key) || (!this.#segments.has(key) && key.endsWith("/email"));
  }
}

const referenceKey = (urn: string | null, property: unknown, text: unknown): string =>
  JSON.stringify([urn, property, text]);
