import type { Rule } from "./catalogue";
import type { RawFinding } from "./evaluate";
import type { Finding } from "./finding";

/** What a message may name besides the finding's own arguments. */
export interface Subject {
  readonly lease: string | null;
  readonly segment: string | null;
}

/** The message of a finding: the rule's template with its placeholders filled; the only place where findings are worded. */
export function messageOf(rule: Rule, finding: RawFinding, subject: Subject): string {
  if (finding.status === "violation") return fill(rule.message, finding.args, subject);
  const unknown = (finding.unknown ?? []).map(readable);
  const cause =
    unknown.length > 0
      ? `not known before the deployment: ${listed(unknown)}`
      : `out of view: ${FIELD_WORDS[finding.field ?? ""] ?? finding.field ?? "what it depends on"}`;
  return `${fill(rule.undetermined, finding.args, subject)} (${cause}).`;
}

/** What to do about it. */
export function remediationOf(rule: Rule, finding: RawFinding, subject: Subject): string {
  return fill(rule.fix, finding.args, subject);
}

/** What a field of a fact is to somebody who never saw the fact. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  inputs: "the insides of the component",
  routes: "the ROAs that the lessor publishes",
  "declaration.routing.origins": "the origins, which the lease does not declare",
  allowedUses: "the lease",
  origins: "the origins that the lease declares",
  leased: "the address",
  egressSegments: "the routes",
  internetGatewayRoute: "the route table",
  traffic: "the network, which is named by its id",
  maxLength: "the max-length, or what the lease announces",
  declared: "what other stacks declare",
};

const PLACEHOLDER = /\{(\w+)\}/g;

function fill(template: string, args: Finding["evidence"], subject: Subject): string {
  const text = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = name in args ? args[name] : (subject as unknown as Record<string, string | null | undefined>)[name];
    if (value === null || value === undefined) return UNNAMED[name] ?? "what is not known yet";
    return Array.isArray(value) ? listed(value) : String(value);
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How a sentence goes on where the fact does not name its subject. */
const UNNAMED: Readonly<Record<string, string>> = {
  lease: "of this resource",
  segment: "of this resource",
  address: "an address",
  subject: "this resource",
  network: "a network of this segment",
  prefix: "this prefix",
};

/** More than eight would bury the message. */
const LISTED = 8;

function listed(values: readonly (string | number)[]): string {
  if (values.length === 0) return "none";
  const shown = values.slice(0, LISTED).join(", ");
  return values.length > LISTED ? `${shown} and ${values.length - LISTED} more` : shown;
}

/** `urn:…::name#a.b` as `name.a.b`. */
function readable(path: string): string {
  const hash = path.indexOf("#");
  const name = (hash < 0 ? path : path.slice(0, hash)).split("::").at(-1) ?? path;
  return hash < 0 ? name : `${name}.${path.slice(hash + 1)}`;
}
