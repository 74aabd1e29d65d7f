import type { Prefix } from "../lease/prefix";
import { PRIVATE } from "../lease/special-purpose";
import { allowedPieces } from "./acl-pieces";
import { ALL_PORTS } from "./adapters/egress-rules";
import type { FactContext } from "./context";
import type { FirewallRuleFact, SegmentKey } from "./fact";
import { type Attached, attachedSegments, declaredSegments, MOST_PATHS } from "./firewall-attachments";
import { claimOf, distinct } from "./membership";
import type { EgressRule, Ports } from "./observations";
import { couldBeWide, EVERYWHERE, type Opening, sweep } from "./port-sweep";
import { formatSome, PrefixLists } from "./prefix-lists";
import { type Key, unknownPath } from "./references";
import type { Subnets } from "./subnets";

/** Rules that belong to segments, and for each segment what its rules open together. */
export interface FirewallView {
  readonly facts: readonly FirewallRuleFact[];
  readonly openings: ReadonlyMap<SegmentKey, readonly Opening[]>;
  /** The same at their widest, with what is unknown or out of view taken for open. */
  readonly most: ReadonlyMap<SegmentKey, readonly Opening[]>;
  /** Paths that hide parts of rules of a segment. */
  readonly unknown: ReadonlyMap<SegmentKey, ReadonlySet<string>>;
  /** Every destination of each segment's rules, whatever the protocol. */
  readonly reached: ReadonlyMap<SegmentKey, readonly Prefix[]>;
  /** Segments with a firewall, in view or named by id. */
  readonly guarded: ReadonlySet<SegmentKey>;
}

/** Destinations a fact lists at most; evidence needs a few, and a list may have a thousand entries. */
const MOST_DESTINATIONS = 50;

/** A rule, or what is left of an ACL entry. */
interface Effective {
  readonly rule: EgressRule;
  readonly id: string;
  readonly protocol: string;
  readonly ports: Ports | undefined;
  readonly prefixes: readonly Prefix[];
}

export function firewallView(context: FactContext, subnets: Subnets): FirewallView {
  const { observations, references } = context;
  const lists = new PrefixLists(context);
  const attached = attachedSegments(context, subnets);
  const unknown = new Map<SegmentKey, Set<string>>();
  const hide = (segment: SegmentKey, path: string): void => {
    const paths = unknown.get(segment) ?? new Set<string>();
    if (paths.size === 0) unknown.set(segment, paths);
    paths.add(path);
  };
  const facts: FirewallRuleFact[] = [];
  const openings = new Map<SegmentKey, Opening[]>();
  const most = new Map<SegmentKey, Opening[]>();
  const reached = new Map<SegmentKey, Prefix[]>();
  const guarded = new Set<SegmentKey>();
  const withRules = new Set<Key>(observations.egressRules.flatMap((rule) => [...rule.firewalls.keys]));
  for (const [firewall, segments] of attached.byGroup) {
    for (const segment of segments) guarded.add(segment);
    if (references.resource(firewall) !== undefined || withRules.has(firewall)) continue;
    for (const segment of segments) {
      hide(segment, attached.namedAt.get(firewall) ?? firewall);
      push(most, segment, ANYTHING);
    }
  }
  for (const [segment, paths] of attached.unknown) {
    for (const path of paths) hide(segment, path);
    push(most, segment, ANYTHING);
  }

  const stray = new StrayRules();
  const emit = (effective: Effective, segments: readonly SegmentKey[], hidden: readonly string[] = []): void => {
    if (segments.length === 0 && hidden.length === 0) return;
    const fact = ruleFact(effective, segments, context, lists, hidden);
    facts.push(fact);
    if (segments.length === 0) stray.add(hidden, widestOf(effective, fact, lists));
    for (const segment of segments) {
      for (const field of ["destinations", "ports", "protocol"])
        for (const path of fact.unknown[field] ?? []) hide(segment, path);
    }
    const opening = openingOf(effective, lists);
    const widest = widestOf(effective, fact, lists);
    const destinations = [...effective.prefixes, ...lists.expand(effective.rule.prefixLists, "").prefixes];
    for (const segment of segments) {
      for (const destination of destinations) push(reached, segment, destination);
      if (opening !== undefined) push(openings, segment, opening);
      if (widest !== undefined) push(most, segment, widest);
    }
  };
  for (const rule of observations.egressRules) {
    if (rule.kind !== "security-group") continue;
    const segments = segmentsOfRule(rule, attached.byGroup, context);
    for (const segment of segments) guarded.add(segment);
    emit(effectiveOf(rule), segments, segments.length > 0 ? [] : hiddenSegmentsOf(rule, attached, context));
  }
  for (const group of observations.firewalls) {
    if (group.kind !== "security-group") continue;
    for (const segment of declaredSegments(context, group.resource)) guarded.add(segment);
  }
  const guardedByAcl = new Set<SegmentKey>();
  for (const [acl, entries] of aclEntries(observations.egressRules)) {
    const open = (attached.byAcl.get(acl) ?? []).filter((segment) => !guarded.has(segment));
    if (open.length === 0) continue;
    for (const segment of open) guardedByAcl.add(segment);
    for (const [index, piece] of allowedPieces(entries).entries()) {
      emit({ ...piece, id: `${ruleId(piece.rule)}/${index}`, prefixes: piece.destinations.prefixes() }, open);
    }
  }
  for (const segment of guardedByAcl) guarded.add(segment);
  if (attached.hiddenAcls.length > 0) stray.add(attached.hiddenAcls, ANYTHING);
  for (const segment of stray.isEmpty ? [] : context.view.segments.keys()) {
    // What a network ACL lets through matters only where no security group says less.
    if (guarded.has(segment) && stray.isOfAclsAlone) continue;
    for (const path of stray.paths) hide(segment, path);
    for (const opening of stray.openings) push(most, segment, opening);
  }
  return { facts, openings, most, unknown, reached, guarded };
}

/** Rules of one resource, by its own parents and tags alone: for policies that see one resource at a time. */
export function ownFirewallFacts(context: FactContext): FirewallRuleFact[] {
  const lists = new PrefixLists(context);
  return context.observations.egressRules.flatMap((rule) => {
    const segments = rule.kind === "security-group" ? segmentsOfRule(rule, new Map(), context) : [];
    return segments.length === 0 ? [] : [ruleFact(effectiveOf(rule), segments, context, lists)];
  });
}

function ruleFact(
  { rule, id, protocol, ports, prefixes }: Effective,
  segments: readonly SegmentKey[],
  context: FactContext,
  lists: PrefixLists,
  hiddenSegments: readonly string[] = [],
): FirewallRuleFact {
  const expanded = lists.expand(rule.prefixLists, unknownPath(rule.resource, listProperty(rule)));
  const all = [...prefixes, ...expanded.prefixes];
  const beyond = all.filter((prefix) => !PRIVATE.containsPrefix(prefix));
  const unknown: Record<string, readonly string[]> = {};
  const hidden = [...rule.unknownDestinations, ...expanded.unknown];
  if (hidden.length > 0) unknown.destinations = distinct(hidden);
  if (rule.protocol.unknown.length > 0) unknown.protocol = rule.protocol.unknown;
  if (rule.ports.unknown.length > 0) unknown.ports = rule.ports.unknown;
  if (hiddenSegments.length > 0) {
    unknown.segments = distinct(hiddenSegments);
    unknown.purpose = unknown.segments;
  }
  const purpose = purposeOf(segments, context, unknown);
  const opening = openingOf({ rule, id, protocol, ports, prefixes }, lists);
  const widest = widestOf({ rule, id, protocol, ports, prefixes }, { unknown }, lists);
  const hiding = ["destinations", "ports", "protocol"].flatMap((field) => unknown[field] ?? []);
  if (hiding.length > 0 && widest !== undefined && couldBeWide([widest], context.wideShare, context.widePorts)) {
    unknown.egress = distinct(hiding);
  }
  const [only] = segments;
  const single = segments.length === 1 && only !== undefined ? claimOf("tag", only) : undefined;
  return {
    kind: "firewall-rule",
    id: `firewall-rule:${id}`,
    resource: rule.resource.urn,
    lease: single?.lease ?? commonLease(segments),
    segment: single?.segment ?? null,
    unknown,
    segments: [...segments],
    purpose,
    protocol,
    fromPort: ports?.from ?? null,
    toPort: ports?.to ?? null,
    destinations: formatSome(beyond.length > 0 ? beyond : all, MOST_DESTINATIONS),
    beyondPrivate: beyond.length > 0,
    allowlist:
      hidden.length > 0 || beyond.length === 0
        ? null
        : lists.allowlistOf(
            prefixes.filter((prefix) => !PRIVATE.containsPrefix(prefix)),
            rule.prefixLists,
          ),
    egress: opening === undefined ? [] : sweep([opening], context.wideShare),
  };
}

function openingOf({ rule, protocol, ports, prefixes }: Effective, lists: PrefixLists): Opening | undefined {
  if (ports === undefined) return undefined;
  const all = [...prefixes, ...lists.expand(rule.prefixLists, "").prefixes];
  return all.length === 0 ? undefined : { protocol, ...ports, prefixes: all };
}

/** A rule as wide as what nobody knows of it may make it; undefined where it opens no ports whatever it is. */
function widestOf(
  effective: Effective,
  { unknown }: Pick<FirewallRuleFact, "unknown">,
  lists: PrefixLists,
): Opening | undefined {
  const isProtocolKnown = unknown.protocol === undefined;
  // Of all protocols the ports do not count.
  const ports = isProtocolKnown
    ? (effective.ports ?? (unknown.ports === undefined ? undefined : ALL_PORTS))
    : ALL_PORTS;
  if (ports === undefined) return undefined;
  const protocol = isProtocolKnown ? effective.protocol : "all";
  if (unknown.destinations !== undefined) return { protocol, ...ports, prefixes: EVERYWHERE };
  return openingOf({ ...effective, protocol, ports }, lists);
}

/** Stands for a firewall that is out of view. */
const ANYTHING: Opening = { protocol: "all", ...ALL_PORTS, prefixes: EVERYWHERE };

function push<V>(map: Map<SegmentKey, V[]>, key: SegmentKey, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The property that names the rule's prefix lists. */
function listProperty(rule: EgressRule): string {
  if (rule.path !== "") return `${rule.path}.prefixListIds`;
  return rule.resource.inputs.prefixListId === undefined ? "prefixListIds" : "prefixListId";
}

function effectiveOf(rule: EgressRule): Effective {
  return {
    rule,
    id: ruleId(rule),
    protocol: rule.protocol.value ?? "all",
    ports: rule.ports.value,
    prefixes: rule.prefixes,
  };
}

function ruleId(rule: EgressRule): string {
  return rule.path === "" ? rule.resource.urn : unknownPath(rule.resource, rule.path);
}

/** Segments of the firewall the rule is in, and those that the rule itself names. */
function segmentsOfRule(
  rule: EgressRule,
  byFirewall: ReadonlyMap<Key, readonly SegmentKey[]>,
  context: FactContext,
): SegmentKey[] {
  const own = declaredSegments(context, rule.resource);
  const ofFirewalls = rule.firewalls.keys.flatMap((key) => {
    const firewall = context.references.resource(key);
    return [...(byFirewall.get(key) ?? []), ...(firewall === undefined ? [] : declaredSegments(context, firewall))];
  });
  return distinct([...own, ...ofFirewalls]);
}

/** Rules that may be of any segment, at their widest. */
class StrayRules {
  readonly openings: Opening[] = [];
  readonly #paths = new Set<string>();
  #acls = true;

  add(paths: readonly string[], opening: Opening | undefined): void {
    if (opening === undefined) return;
    for (const path of paths) if (this.#paths.size < MOST_PATHS) this.#paths.add(path);
    if (opening !== ANYTHING) this.#acls = false;
    if (this.openings.length < MOST_STRAY) this.openings.push(opening);
    else this.openings.splice(0, MOST_STRAY, ANYTHING);
  }

  get paths(): ReadonlySet<string> {
    return this.#paths;
  }

  get isEmpty(): boolean {
    return this.openings.length === 0;
  }

  get isOfAclsAlone(): boolean {
    return this.#acls;
  }
}

/** More rules whose segment nobody knows count as rules that open everything: each is held against each segment. */
const MOST_STRAY = 200;

/** Paths that hide whose a rule is, where nothing says so. */
function hiddenSegmentsOf(
  rule: EgressRule,
  attached: Attached,
  { references, membership, view }: FactContext,
): string[] {
  if (view.leases.size === 0) return [];
  const groups = rule.firewalls.keys.flatMap((key) => references.resource(key) ?? []);
  return [
    ...membership.of(rule.resource).unknown,
    ...rule.firewalls.unknown,
    ...groups.flatMap((group) => [...membership.of(group).unknown, ...(attached.hiddenGroups.get(group.urn) ?? [])]),
    ...(groups.length > 0 ? attached.hiddenAttachments : []),
  ].slice(0, MOST_PATHS);
}

function aclEntries(rules: readonly EgressRule[]): Map<Key, EgressRule[]> {
  const entries = new Map<Key, EgressRule[]>();
  for (const rule of rules) {
    if (rule.kind !== "network-acl") continue;
    for (const key of rule.firewalls.keys) {
      const list = entries.get(key);
      if (list === undefined) entries.set(key, [rule]);
      else list.push(rule);
    }
  }
  return entries;
}

/** Of several purposes the one that allows least: what only email may do, a rule for web and email may not. */
function purposeOf(
  segments: readonly SegmentKey[],
  { view }: FactContext,
  unknown: Record<string, readonly string[]>,
): string | null {
  const purposes: string[] = [];
  for (const key of segments) {
    const purpose = view.purposeOf(key);
    if (purpose !== null) purposes.push(purpose);
    else unknown.purpose = [...(unknown.purpose ?? []), ...(view.segments.get(key)?.unknown.purpose ?? [])];
  }
  const sorted = distinct(purposes);
  return sorted.find((purpose) => purpose !== "email") ?? sorted[0] ?? null;
}

function commonLease(segments: readonly SegmentKey[]): string | null {
  const leases = distinct(segments.map((key) => claimOf("tag", key).lease));
  return leases.length === 1 ? (leases[0] ?? null) : null;
}
