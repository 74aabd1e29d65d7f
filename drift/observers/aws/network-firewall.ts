import type { NetworkFirewallClient } from "@aws-sdk/client-network-firewall";
import { SUBNETS } from "../../../facts/types";
import { readBoolean, readObject, readString, unknownPaths } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import type { Api } from "./aws-clients";
import { HollowAnswer } from "./aws-failure";
import { type Estate, firstOwners, union } from "./estate";
import { canonicalJson } from "./json-text";
import { asked } from "./place";
import { type Fields, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";

const RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";
const POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const FIREWALL = "aws:networkfirewall/firewall:Firewall";

export const NETWORK_FIREWALL_TYPES = [RULE_GROUP, POLICY, FIREWALL];

/** Firewalls of the leases, with their policies and rule groups. */
export function expectNetworkFirewalls(estate: Estate): DriftItem[] {
  const { references } = estate.context;
  const expected: DriftItem[] = [];
  for (const group of chosen(estate, RULE_GROUP)) {
    const fields = declaredRules(group);
    expected.push(
      estate.expected(group, RULE_GROUP, { label: "firewall rule group", owners: estate.ownersOf(group), fields }),
    );
  }
  for (const policy of chosen(estate, POLICY)) {
    const fields = { policy: declaredJson(policy, "firewallPolicy") ?? null };
    expected.push(
      estate.expected(policy, POLICY, { label: "firewall policy", owners: estate.ownersOf(policy), fields }),
    );
  }
  for (const firewall of references.ofType(FIREWALL)) {
    const targets = references.follow(firewall, "subnetMappings[].subnetId", SUBNETS);
    const owners = firstOwners(
      () => estate.ownersOf(firewall),
      () => union(targets.keys.map((key) => estate.ownersOfSubnet(key))),
    );
    if (owners.size === 0 || !estate.isChosenRegion(firewall)) continue;
    const protection = readBoolean(firewall.inputs, "deleteProtection");
    const fields: Record<string, FieldValue> = {
      policy: estate.id(references.follow(firewall, "firewallPolicyArn", [POLICY])),
      subnets: estate.ids(targets),
    };
    if (protection !== undefined && "known" in protection) fields.deleteProtection = protection.known;
    expected.push(estate.expected(firewall, FIREWALL, { label: "network firewall", owners, fields }));
  }
  return expected;
}

function chosen(estate: Estate, type: string): Resource[] {
  return estate.context.references
    .ofType(type)
    .filter((resource) => estate.isChosenRegion(resource) && estate.ownersOf(resource).size > 0);
}

/** An object input as canonical JSON; undefined where there is none. */
function declaredJson(resource: Resource, property: string): FieldValue | undefined {
  const read = readObject(resource.inputs, property);
  if (read === undefined) return undefined;
  if ("unknown" in read) return { unknown: read.unknown.join(", ") };
  const hidden = unknownPaths(read.known, property);
  return hidden.length > 0 ? { unknown: hidden.join(", ") } : plainJson(read.known);
}

/** The rules, and apart from them what they are read with. Some programs give one text in place of the structure. */
function declaredRules(group: Resource): Fields {
  const text = readString(group.inputs, "rules");
  if (text !== undefined) {
    const unknown = { unknown: "unknown" in text ? text.unknown.join(", ") : "" };
    return "known" in text ? ruleFields({ rulesSource: { rulesString: text.known } }) : { rules: unknown };
  }
  const read = readObject(group.inputs, "ruleGroup");
  if (read === undefined) return {};
  const hidden = "unknown" in read ? read.unknown : unknownPaths(read.known, "ruleGroup");
  if ("unknown" in read || hidden.length > 0) return { rules: { unknown: hidden.join(", ") } };
  return ruleFields(read.known);
}

/** Rules of a group as lines, where they are written as such: their order counts. */
function ruleFields(group: object): Fields {
  const { rulesSource, ...settings } = lowered(group) as { readonly rulesSource?: { readonly rulesString?: unknown } };
  const lines = rulesSource?.rulesString;
  const rules =
    typeof lines === "string"
      ? lines.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))
      : plainJson(rulesSource);
  return { rules, settings: plainJson(settings) };
}

/** Each declared one by its ARN. */
export async function observeNetworkFirewalls(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const items: DriftItem[] = [];
  const failures: SightReport["failures"][number][] = [];
  for (const type of NETWORK_FIREWALL_TYPES) {
    const { action, describe } = CALLS[type] as Call;
    for (const expected of sight.expectedOf(type)) {
      const answer = await asked(place, action, async () => {
        const api = await place.clients.networkFirewall(place.region);
        return describe(api, expected.id, place.signal);
      });
      if ("failure" in answer) {
        failures.push({ types: [type], failure: answer.failure });
        break;
      }
      if (answer.value === undefined) continue;
      const { name, lease, segment } = expected;
      const { scope } = place;
      items.push({ observer: "aws", type, id: expected.id, name, lease, segment, scope, fields: answer.value });
    }
  }
  return { items, failures };
}

type FirewallApi = Api<"network-firewall", NetworkFirewallClient>;

interface Call {
  readonly action: string;
  readonly describe: (api: FirewallApi, arn: string, abortSignal: AbortSignal) => Promise<Fields>;
}

const CALLS: Readonly<Record<string, Call>> = {
  [RULE_GROUP]: {
    action: "network-firewall:DescribeRuleGroup",
    async describe({ sdk, client }, arn, abortSignal) {
      const answer = await client.send(new sdk.DescribeRuleGroupCommand({ RuleGroupArn: arn }), { abortSignal });
      return ruleFields(present(answer.RuleGroup));
    },
  },
  [POLICY]: {
    action: "network-firewall:DescribeFirewallPolicy",
    async describe({ sdk, client }, arn, abortSignal) {
      const answer = await client.send(new sdk.DescribeFirewallPolicyCommand({ FirewallPolicyArn: arn }), {
        abortSignal,
      });
      return { policy: plainJson(present(answer.FirewallPolicy)) };
    },
  },
  [FIREWALL]: {
    action: "network-firewall:DescribeFirewall",
    async describe({ sdk, client }, arn, abortSignal) {
      const { Firewall } = await client.send(new sdk.DescribeFirewallCommand({ FirewallArn: arn }), { abortSignal });
      const firewall = present(Firewall);
      return {
        policy: firewall.FirewallPolicyArn ?? null,
        subnets: sortedTexts((firewall.SubnetMappings ?? []).flatMap(({ SubnetId }) => SubnetId ?? [])),
        deleteProtection: firewall.DeleteProtection ?? false,
      };
    },
  },
};

function present<T>(described: T | undefined): T {
  if (described === undefined) throw new HollowAnswer();
  return described;
}

/** Pulumi's names are AWS's with a small first letter; what is empty says nothing. */
export function plainJson(value: unknown): string {
  return canonicalJson(JSON.stringify(lowered(value)) ?? "null");
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, one]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(one)] as const)
    .filter(([, one]) => !isEmpty(one));
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
