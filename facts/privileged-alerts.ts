import { readBoolean, readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import { PRIVILEGED_ACTIONS } from "../lease/privileged-actions";
import type { FactContext } from "./context";
import { type CallEvent, type Matcher, readEventPattern } from "./event-pattern";
import type { LeaseFact } from "./fact";
import { SetMap } from "./key-map";
import { type Key, unknownPath } from "./references";
import { EVENT_RULE, EVENT_TARGET, LOG_GROUP, METRIC_FILTER, TELEMETRY } from "./types";

const MOST_PATHS = 5;
const MOST_MISSING = 8;

/** CloudTrail's record of each privileged call, as EventBridge hands it on. */
const CALLS: readonly { readonly name: string; readonly event: CallEvent }[] = PRIVILEGED_ACTIONS.map(
  ({ service, name }) => ({
    name: `${service}:${name}`,
    event: {
      source: `aws.${service}`,
      "detail-type": "AWS API Call via CloudTrail",
      detail: { eventSource: `${service}.amazonaws.com`, eventName: name },
    },
  }),
);

/** Which privileged calls somebody is told of: by event rules with a target, or by what a Telemetry names elsewhere. */
export class PrivilegedAlerts {
  readonly #some: boolean;
  readonly #missing: readonly string[];
  readonly #unknown: readonly string[];
  readonly #elsewhere = new Map<string, string>();
  readonly #elsewhereUnknown = new SetMap<string, string>();

  constructor(context: FactContext) {
    const covered = new Set<string>();
    const unknown: string[] = [];
    const isTarget = targets(context);
    let some = false;
    for (const rule of context.references.ofType(EVENT_RULE)) {
      const read = readRule(rule);
      if (read.matcher === undefined && read.unknown.length === 0) continue;
      const matched = CALLS.flatMap(({ name, event }) => (read.matcher?.(event) === true ? [name] : []));
      const asksMore = CALLS.some(({ event }) => read.matcher?.(event) === undefined);
      if (read.matcher !== undefined && matched.length === 0 && !asksMore) continue;
      some = true;
      const target = isTarget(rule);
      if (target === false) continue;
      if (target === true && read.unknown.length === 0) for (const name of matched) covered.add(name);
      else unknown.push(...read.unknown, ...(target === true ? [] : target));
    }
    this.#some = some;
    this.#missing = CALLS.map(({ name }) => name).filter((name) => !covered.has(name));
    this.#unknown = [...unknown, ...accountAlerts(context)].slice(0, MOST_PATHS);
    for (const telemetry of context.references.ofType(TELEMETRY)) this.#readElsewhere(telemetry);
  }

  of(lease: string): { alerts: LeaseFact["alerts"]; unknown: readonly string[] } {
    const external = this.#elsewhere.get(lease) ?? null;
    const unknown = [...this.#unknown, ...this.#elsewhereUnknown.get(lease)];
    return {
      alerts: { some: this.#some, missing: this.#missing.slice(0, MOST_MISSING), external },
      unknown: this.#missing.length === 0 || external !== null ? [] : unknown,
    };
  }

  #readElsewhere(telemetry: Resource): void {
    const lease = readString(telemetry.inputs, "leaseId");
    const alerts = readString(telemetry.inputs, "external.alerts");
    if (alerts === undefined || lease === undefined || !("known" in lease)) return;
    if ("known" in alerts && alerts.known.trim() !== "") this.#elsewhere.set(lease.known, alerts.known);
    if ("unknown" in alerts) {
      for (const path of alerts.unknown) this.#elsewhereUnknown.add(lease.known, unknownPath(telemetry, path));
    }
  }
}

interface RuleRead {
  /** Undefined: the rule matches nothing (it is off, runs by the clock, or listens to another bus). */
  readonly matcher: Matcher | undefined;
  readonly unknown: readonly string[];
}

function readRule(rule: Resource): RuleRead {
  const pattern = readString(rule.inputs, "eventPattern");
  const state = readString(rule.inputs, "state");
  const enabled = readBoolean(rule.inputs, "isEnabled");
  const bus = readString(rule.inputs, "eventBusName");
  const none: RuleRead = { matcher: undefined, unknown: [] };
  if (pattern === undefined || (state !== undefined && "known" in state && state.known === "DISABLED")) return none;
  if (enabled !== undefined && "known" in enabled && !enabled.known) return none;
  // CloudTrail's events arrive on the account's default bus only.
  if (bus !== undefined && "known" in bus && bus.known !== "default" && !bus.known.endsWith(":event-bus/default")) {
    return none;
  }
  const unknown = [pattern, state, enabled, bus].flatMap((read) =>
    read !== undefined && "unknown" in read ? read.unknown.map((path) => unknownPath(rule, path)) : [],
  );
  return { matcher: "known" in pattern ? readEventPattern(pattern.known) : undefined, unknown };
}

/** Whether a rule has a target: yes, no, or the paths of targets that may be its. */
function targets({ references }: FactContext): (rule: Resource) => boolean | readonly string[] {
  const withTarget = new Set<Key>();
  const stray: string[] = [];
  for (const target of references.ofType(EVENT_TARGET)) {
    const rules = references.follow(target, "rule", [EVENT_RULE]);
    for (const key of rules.keys) withTarget.add(key);
    stray.push(...rules.unknown);
  }
  return (rule) => {
    // What is deployed names its rule by the name that the provider made up.
    const names = [readString(rule.inputs, "name"), readString(rule.outputs, "name")];
    const isNamed = names.some((name) => name !== undefined && "known" in name && withTarget.has(name.known));
    if (isNamed || withTarget.has(rule.urn)) return true;
    return stray.length > 0 ? stray.slice(0, MOST_PATHS) : false;
  };
}

/** Metric filters on the log of an account-level trail out of view: what they alert on is decided there. */
function accountAlerts({ references }: FactContext): string[] {
  return references.ofType(METRIC_FILTER).flatMap((filter) => {
    const pattern = readString(filter.inputs, "pattern");
    if (pattern === undefined || !("known" in pattern) || !pattern.known.includes("$.eventName")) return [];
    const groups = references.follow(filter, "logGroupName", [LOG_GROUP]);
    const isInView = groups.keys.some((key) => references.resource(key) !== undefined);
    return isInView ? [] : [unknownPath(filter, "logGroupName")];
  });
}
