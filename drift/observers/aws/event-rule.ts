import type { DescribeRuleResponse, Target } from "@aws-sdk/client-eventbridge";
import { readEventPattern } from "../../../facts/event-pattern";
import { EVENT_RULE, EVENT_TARGET } from "../../../facts/types";
import { readBoolean, readString } from "../../../graph/read";
import type { Properties, Resource } from "../../../graph/resource";
import { PRIVILEGED_ACTIONS } from "../../../lease/privileged-actions";
import type { DriftItem, FieldValue } from "../../drift-item";
import { HollowAnswer } from "./aws-failure";
import { type Estate, NOBODY, type Owners } from "./estate";
import { grouped } from "./grouped";
import { canonicalJson } from "./json-text";
import { asked, listed } from "./place";
import { seenAs } from "./seen-as";
import { seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";

/** Event rules that watch privileged calls, and those of the leases: whether they are on, what for, and who is told. */
export function expectEventRules(estate: Estate): DriftItem[] {
  const { references } = estate.context;
  const targetsByRule = grouped(
    references.ofType(EVENT_TARGET),
    (target) => references.follow(target, "rule", [EVENT_RULE]).keys,
  );
  return references.ofType(EVENT_RULE).flatMap((rule) => {
    if (!estate.isChosenRegion(rule)) return [];
    const pattern = readString(rule.inputs, "eventPattern");
    const owners = ownersOf(estate, rule, pattern !== undefined && "known" in pattern ? pattern.known : undefined);
    if (owners === undefined) return [];
    const name = nameOf(rule);
    // A target may name its rule by the name that the provider made up.
    const own = [...new Set([rule.urn, name ?? rule.urn])].flatMap((key) => targetsByRule.of(key));
    const fields: Record<string, FieldValue> = { state: stateOf(rule.inputs), targets: targetsOf(own) };
    if (pattern !== undefined) {
      fields.pattern = "known" in pattern ? canonicalJson(pattern.known) : { unknown: pattern.unknown.join(", ") };
    }
    const id = name === undefined ? undefined : idOf(rule, name);
    const item = estate.expected(rule, EVENT_RULE, {
      label: "event rule",
      owners,
      fields,
      absorbs: own,
      id: id ?? rule.urn,
    });
    return [id === undefined ? { ...item, name: `event rule of ${rule.name}`, undeployed: true as const } : item];
  });
}

/** Undefined: it is not about the leases. A rule on privileged calls guards every lease: it is of none alone. */
function ownersOf(estate: Estate, rule: Resource, pattern: string | undefined): Owners | undefined {
  const owners = estate.ownersOf(rule);
  if (owners.size > 0) return owners;
  const matches = pattern === undefined ? undefined : readEventPattern(pattern);
  if (matches === undefined || estate.declared.chosen.size === 0) return undefined;
  const watches = PRIVILEGED_ACTIONS.some(
    ({ service, name }) =>
      matches({
        source: `aws.${service}`,
        "detail-type": "AWS API Call via CloudTrail",
        detail: { eventSource: `${service}.amazonaws.com`, eventName: name },
      }) === true,
  );
  return watches ? NOBODY : undefined;
}

/** What is deployed has the name that the provider made up. */
function nameOf(rule: Resource): string | undefined {
  for (const properties of [rule.inputs, rule.outputs]) {
    const name = readString(properties, "name");
    if (name !== undefined && "known" in name) return name.known;
  }
  return rule.id?.split("/").at(-1);
}

/** As Pulumi has it: the name, behind its bus where that is not the default one. */
function idOf(rule: Resource, name: string): string {
  const bus = readString(rule.inputs, "eventBusName");
  return bus === undefined || !("known" in bus) || bus.known === "default" ? name : `${bus.known}/${name}`;
}

function stateOf(inputs: Properties): FieldValue {
  const state = readString(inputs, "state");
  if (state !== undefined) return "known" in state ? state.known : { unknown: state.unknown.join(", ") };
  const enabled = readBoolean(inputs, "isEnabled");
  if (enabled !== undefined && "unknown" in enabled) return { unknown: enabled.unknown.join(", ") };
  return enabled === undefined || enabled.known ? "ENABLED" : "DISABLED";
}

function targetsOf(targets: readonly Resource[]): FieldValue {
  const arns = targets.map((target) => readString(target.inputs, "arn"));
  const unknown = arns.flatMap((arn) => (arn !== undefined && "unknown" in arn ? arn.unknown : []));
  if (unknown.length > 0) return { unknown: unknown.join(", ") };
  return sortedTexts(arns.flatMap((arn) => (arn !== undefined && "known" in arn ? [arn.known] : [])));
}

/** Each declared rule by its name: an account has many others. */
export async function observeEventRules(sight: Sight): Promise<SightReport> {
  const items: DriftItem[] = [];
  const failures: SightReport["failures"][number][] = [];
  for (const expected of sight.expectedOf(EVENT_RULE)) {
    const slash = expected.id.lastIndexOf("/");
    const bus = slash < 0 ? undefined : expected.id.slice(0, slash);
    const name = expected.id.slice(slash + 1);
    const rule = await describeRule(sight, name, bus);
    if ("failure" in rule) {
      failures.push({ types: [EVENT_RULE], failure: rule.failure });
      // What stops one stops all: asking on would only take its time once more for each.
      break;
    }
    if (rule.value === undefined) continue;
    const targets = await targetsSeen(sight, name, bus);
    if (targets.failure !== undefined) failures.push({ types: [EVENT_RULE], failure: targets.failure });
    const told: FieldValue =
      targets.failure === undefined
        ? sortedTexts(targets.values.flatMap(({ Arn }) => Arn ?? []))
        : { unknown: targets.failure.reason };
    items.push(seenRule(rule.value, told, targets.values, expected, sight));
  }
  return { items, failures };
}

function describeRule({ place }: Sight, name: string, bus: string | undefined) {
  return asked(place, "events:DescribeRule", async () => {
    const { sdk, client } = await place.clients.events(place.region);
    const command = new sdk.DescribeRuleCommand({ Name: name, EventBusName: bus });
    const rule = await client.send(command, { abortSignal: place.signal });
    if (rule.Name === undefined) throw new HollowAnswer();
    return rule;
  });
}

/** The SDK has no paginator for it. */
function targetsSeen({ place }: Sight, name: string, bus: string | undefined) {
  async function* pages() {
    const { sdk, client } = await place.clients.events(place.region);
    let token: string | undefined;
    do {
      const command = new sdk.ListTargetsByRuleCommand({ Rule: name, EventBusName: bus, NextToken: token, Limit: 100 });
      const page = await client.send(command, { abortSignal: place.signal });
      yield page;
      token = page.NextToken || undefined;
    } while (token !== undefined);
  }
  return listed<{ readonly Targets?: Target[] }, Target>(
    place,
    "events:ListTargetsByRule",
    async () => pages(),
    (page) => page.Targets,
  );
}

function seenRule(
  rule: DescribeRuleResponse,
  targets: FieldValue,
  list: readonly Target[],
  expected: DriftItem,
  { place }: Sight,
): DriftItem {
  const pattern = rule.EventPattern ?? "";
  const inputs = {
    name: rule.Name ?? "",
    state: rule.State ?? "",
    eventPattern: pattern,
    ...(rule.EventBusName && rule.EventBusName !== "default" ? { eventBusName: rule.EventBusName } : {}),
  };
  return {
    ...seenAs(expected, place.scope),
    fields: { state: rule.State ?? null, pattern: pattern === "" ? null : canonicalJson(pattern), targets },
    observed: seenResource(EVENT_RULE, expected.id, inputs, { urn: expected.resource?.urn }),
    observedParts: list.map(({ Id = "", Arn = "" }) =>
      seenResource(EVENT_TARGET, `${expected.id}-${Id}`, { rule: rule.Name ?? "", arn: Arn }),
    ),
  };
}
