/** The verdict of one rule on one resource, in the form in which the engine's and the offline findings are compared. */
export interface Verdict {
  readonly rule: string;
  readonly resource: string;
  readonly status: "violation" | "undetermined";
}

interface PolicyEvent {
  readonly resourceUrn?: string;
  readonly message: string;
  readonly policyName: string;
  readonly enforcementLevel: string;
}

/** One line of the engine's event log; only what the tests read. */
export interface EngineEvent {
  readonly policyEvent?: PolicyEvent;
  readonly diagnosticEvent?: { readonly message: string; readonly severity: string; readonly urn?: string };
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> };
  readonly resOutputsEvent?: {
    readonly metadata: {
      readonly op: string;
      readonly urn: string;
      readonly new?: {
        readonly inputs: Readonly<Record<string, unknown>>;
        readonly outputs: Readonly<Record<string, unknown>>;
      };
    };
  };
  readonly resourcePreEvent?: {
    readonly metadata: { readonly op: string; readonly urn: string; readonly type: string };
  };
}

/** `[status] rule: message`, as the pack words every finding; the policy's own description stands on the line before. */
const FINDING = /^\[(violation|undetermined)\] ([a-z0-9-]+): /m;

/** What a policy event says, or the event's text where it is not one of our findings (a crash, a policy that did not run). */
function readPolicyEvent(event: PolicyEvent): Verdict | string {
  const [, status, rule] = FINDING.exec(event.message) ?? [];
  if (rule === undefined || (status !== "violation" && status !== "undetermined")) {
    return `${event.policyName}: ${event.message.trim()}`;
  }
  return { rule, resource: event.resourceUrn ?? "", status };
}

/** The findings among the engine's events, each once, sorted; everything else a policy said is a problem. */
export function verdictsOf(events: readonly EngineEvent[]): { verdicts: Verdict[]; problems: string[] } {
  const verdicts = new Map<string, Verdict>();
  const problems: string[] = [];
  for (const { policyEvent } of events) {
    if (policyEvent === undefined) continue;
    const read = readPolicyEvent(policyEvent);
    if (typeof read === "string") problems.push(read);
    else verdicts.set(verdictKey(read), read);
  }
  return { verdicts: sortVerdicts([...verdicts.values()]), problems };
}

export const verdictKey = (verdict: Verdict): string => `${verdict.rule} ${verdict.status} ${verdict.resource}`;

export const sortVerdicts = (verdicts: readonly Verdict[]): Verdict[] =>
  [...verdicts].sort((a, b) => (verdictKey(a) < verdictKey(b) ? -1 : verdictKey(a) > verdictKey(b) ? 1 : 0));
