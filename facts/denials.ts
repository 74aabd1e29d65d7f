import type { Properties, Resource, Value } from "../graph/resource";
import { DEFAULT_NETWORK_ACL, NETWORK_ACL } from "./types";

const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";

/** Components that take deny lists among their arguments. */
const WITH_DENY_LISTS: ReadonlySet<string> = new Set([
  "leasehold:index:EgressSegment",
  "leasehold:index:EgressFirewall",
]);

/**
 * A resource's inputs without what they deny. A deny list names addresses in order to reach them never: bogons and
 * blocklists contain leased space by chance, and a released lease in one is no ghost of its use. Elsewhere, and where
 * nobody knows yet whether an entry denies, a mention is a mention. Positions in lists stay as they are.
 */
export function withoutDenials(resource: Resource): Properties {
  const { inputs, type } = resource;
  if (type === NETWORK_ACL || type === DEFAULT_NETWORK_ACL) {
    return {
      ...inputs,
      ...mapLists(inputs, ["egress", "ingress"], (entry) => (actionOf(entry, "action") ? null : entry)),
    };
  }
  if (type === ACL_RULE) {
    const { cidrBlock: _v4, ipv6CidrBlock: _v6, ...rest } = inputs;
    return actionOf(inputs, "ruleAction") ? rest : inputs;
  }
  if (type === RULE_GROUP) return deepMap(inputs, 0) as Properties;
  if (!WITH_DENY_LISTS.has(type)) return inputs;
  const { denyLists: _, ...rest } = inputs;
  return rest;
}

/**
 * A text without the destinations that the nftables ruleset of an egress firewall drops: the elements of `denied4` and
 * `denied6`, where the text drops what is sent to them.
 */
export function withoutDroppedSets(text: string): string {
  if (!text.includes("daddr @denied")) return text;
  const drops = text.split("\n").filter((line) => / drop\b/.test(line));
  const dropped = new Set(
    ["denied4", "denied6"].filter((name) => drops.some((line) => line.includes(`daddr @${name}`))),
  );
  return text.replace(/set (denied[46]) \{[^{}]*elements = \{[^{}]*\}[^{}]*\}/g, (set, name: string) =>
    dropped.has(name) ? "" : set,
  );
}

const DENIES = /^(deny|drop|reject|rejectsrc|rejectdst|rejectboth)$/i;

function actionOf(value: Value, property: string): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const action = Object.hasOwn(value, property) ? value[property] : undefined;
  return typeof action === "string" && DENIES.test(action);
}

function mapLists(inputs: Properties, properties: readonly string[], map: (entry: Value) => Value): Properties {
  const mapped: Properties = {};
  for (const property of properties) {
    const list = Object.hasOwn(inputs, property) ? inputs[property] : undefined;
    if (Array.isArray(list)) mapped[property] = list.map(map);
  }
  return mapped;
}

const MAX_DEPTH = 20;

/** Rule groups: structured rules whose action denies, and the lines of Suricata rules that do. */
function deepMap(value: Value, depth: number): Value {
  if (typeof value === "string") return withoutDenyLines(value);
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((entry) => (actionOf(entry, "action") ? null : deepMap(entry, depth + 1)));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deepMap(member, depth + 1)]));
}

function withoutDenyLines(text: string): string {
  if (!/\b(drop|reject)/i.test(text)) return text;
  return text
    .split("\n")
    .map((line) => (DENIES.test(/^\s*(\w+)/.exec(line)?.[1] ?? "") ? "" : line))
    .join("\n");
}
