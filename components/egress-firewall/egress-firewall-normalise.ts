import type { Input } from "@pulumi/pulumi";
import { AddressError } from "../../lease/address-error";
import { formatPrefix, type Prefix, parseAddress, parsePrefix } from "../../lease/prefix";
import { ArgumentErrors } from "../argument-errors";
import type { Tags } from "../tags";
import { type CheckedOpening, checkOpenings, readTimestamp } from "./break-glass-opening";
import { bogonDestinations, mergeDenyLists } from "./deny-list";
import { denyRules, MAX_RULES_BYTES, reserveCapacity, SOURCES_VARIABLE } from "./deny-rule-group";
import { type Allowance, egressAllowances } from "./egress-allowances";
import type { EgressFirewallArgs, PrefixListAllowance } from "./egress-firewall-arguments";
import { ACL_QUOTA, type AclEntry, networkAclEntries } from "./network-acl-entries";
import type { NftablesOptions } from "./nftables-ruleset";
import { type IdentityAlarm, identityAlarms, type NatAlarm, natAlarms } from "./rate-limit-alarms";

/** A firewall's arguments with every default written out and everything that rules are made of worked out. */
export interface NormalFirewall {
  readonly args: EgressFirewallArgs;
  readonly owner: { readonly leaseId: string; readonly segmentName: string };
  readonly tags: Tags | undefined;
  readonly region: string | undefined;
  readonly vpcId: Input<string>;
  readonly allowances: readonly Allowance[];
  readonly prefixLists: readonly Required<PrefixListAllowance>[];
  readonly workloads: readonly Prefix[];
  readonly denied: readonly Prefix[];
  /** Destinations that pass before deny lists. */
  readonly passed: readonly Prefix[];
  readonly listsLease: readonly string[];
  readonly openings: readonly CheckedOpening[];
  readonly networkAcl:
    | {
        readonly id: Input<string> | undefined;
        readonly subnets: readonly Input<string>[];
        readonly entries: readonly AclEntry[];
      }
    | undefined;
  readonly ruleGroup: { readonly capacity: number; readonly ruleOrder: "default" | "strict" } | undefined;
  readonly natGateways: readonly Input<string>[];
  readonly natAlarms: readonly NatAlarm[];
  readonly flowLogGroup: Input<string> | undefined;
  readonly identityAlarms: readonly IdentityAlarm[];
  readonly alarmActions: Input<string>[] | undefined;
  readonly nftables: NftablesOptions | undefined;
}

/**
 * Checks and completes a firewall's arguments.
 *
 * @throws ArgumentError with every problem.
 */
export function normaliseFirewall(name: string, args: EgressFirewallArgs): NormalFirewall {
  const errors = new ArgumentErrors(`EgressFirewall "${name}"`);
  const { segment } = args;
  const owner = { leaseId: segment.leaseId, segmentName: segment.segmentName };
  const vpcId = args.vpcId ?? segment.vpcId;
  if (vpcId === undefined)
    errors.add("vpcId", undefined, "missing; give the VPC of the workloads here or to the segment");

  const workloads = readCidrs(args.workloadCidrs ?? [], "workloadCidrs", errors);
  const local = readCidrs(args.localCidrs ?? [], "localCidrs", errors);
  const quarantined = segment.status === "quarantined" || segment.lease.status === "quarantined";
  const openings = checkOpenings(args.breakGlass ?? [], segment.breakGlass, readNow(args.now, errors), errors);
  const allowances = egressAllowances({ ...pick(segment), status: quarantined ? "quarantined" : "active" }, openings);
  const passed = allowances.filter(({ breakGlass }) => breakGlass).map(({ destination }) => parsePrefix(destination));
  const { prefixes: denied, listsLease } = mergeDenyLists(
    {
      lists: segment.denyLists,
      family: segment.family,
      leasePrefix: parsePrefix(segment.lease.prefix),
      local: [...local, ...bogonDestinations(segment.ports.flatMap(({ destinations }) => destinations))],
    },
    errors,
  );
  const prefixLists = readPrefixLists(args, errors);
  const normal = {
    args,
    owner,
    tags: args.tags ?? segment.tags,
    region: segment.region,
    vpcId: vpcId ?? "",
    allowances,
    prefixLists: quarantined ? [] : prefixLists,
    workloads,
    denied,
    passed,
    listsLease,
    openings,
    networkAcl: readNetworkAcl(args, allowances, local.map(formatPrefix), errors),
    ruleGroup: readRuleGroup(args, owner, denied, passed, errors),
    natGateways: args.natGateways ?? [],
    natAlarms: args.natGateways?.length
      ? natAlarms(owner.segmentName, segment.rateLimits, readMaximum(args, errors))
      : [],
    flowLogGroup: args.flowLogGroup,
    identityAlarms:
      args.flowLogGroup === undefined
        ? []
        : identityAlarms(owner.segmentName, segment.rateLimits, workloads.map(formatPrefix), errors),
    alarmActions: args.alarmTopic === undefined ? undefined : [args.alarmTopic],
    nftables: readNatInstance(
      args,
      { ...owner, workloads, allowances, denied, rateLimits: segment.rateLimits },
      errors,
    ),
  };
  errors.throwIfAny();
  return normal;
}

function pick({ segmentName, ports, breakGlass }: EgressFirewallArgs["segment"]) {
  return { segmentName, ports, breakGlass };
}

function readNow(now: string | undefined, errors: ArgumentErrors): number {
  if (now === undefined) return Date.now();
  const time = readTimestamp(now);
  if (time === undefined) {
    errors.add("now", undefined, "give an ISO 8601 time with its zone, like 2026-11-22T09:00:00Z");
  }
  return time ?? 0;
}

function readMaximum(
  { maxActiveConnections: maximum }: EgressFirewallArgs,
  errors: ArgumentErrors,
): number | undefined {
  if (maximum !== undefined && !(maximum > 0)) errors.add("maxActiveConnections", maximum, "give a number above 0");
  return maximum;
}

function readPrefixLists(args: EgressFirewallArgs, errors: ArgumentErrors): Required<PrefixListAllowance>[] {
  const lists = args.prefixLists ?? [];
  const elsewhere = args.networkAcl ? "a network ACL" : args.natInstance ? "an nftables ruleset" : undefined;
  if (lists.length > 0 && elsewhere !== undefined) {
    errors.add(
      "prefixLists",
      undefined,
      `${elsewhere} knows no managed prefix lists; write the CIDRs in the segment's ports`,
    );
  }
  return lists.map(({ name, id, protocol = "tcp", from, to: last }, index) => {
    const to = last ?? from;
    for (const [key, port] of [
      ["from", from],
      ["to", last],
    ] as const) {
      if (port !== undefined && !isPort(port)) {
        errors.add(`prefixLists[${index}].${key}`, port, "give a port from 0 to 65535");
      }
    }
    if (to < from) errors.add(`prefixLists[${index}].to`, to, `before from = ${from}; swap them`);
    return { name, id, protocol, from, to };
  });
}

function readNetworkAcl(
  args: EgressFirewallArgs,
  allowances: readonly Allowance[],
  local: readonly string[],
  errors: ArgumentErrors,
) {
  if (args.networkAcl === undefined) return undefined;
  const { id, subnets = [], firstRuleNumber: first = 100 } = args.networkAcl;
  if ((id === undefined) === (subnets.length === 0)) {
    errors.add("networkAcl", undefined, "give either id, of an existing network ACL, or subnets, to make one for");
  }
  const entries = networkAclEntries(allowances, local, first);
  for (const direction of [true, false]) {
    const some = entries.filter(({ egress }) => egress === direction);
    if (some.length > ACL_QUOTA) {
      errors.add(
        "networkAcl",
        some.length,
        `${direction ? "egress" : "ingress"} entries, and a network ACL takes ${ACL_QUOTA}; name fewer destinations in the ` +
          "segment's ports, or leave the network ACL to the security group",
      );
    }
  }
  const last = Math.max(first, ...entries.map((entry) => entry.number));
  if (!Number.isInteger(first) || first < 1 || last > 32_000) {
    errors.add(
      "networkAcl.firstRuleNumber",
      first,
      "give a whole number from 1, so that the last entry is at most 32000",
    );
  }
  return { id, subnets, entries };
}

function readRuleGroup(
  args: EgressFirewallArgs,
  owner: NormalFirewall["owner"],
  denied: readonly Prefix[],
  passed: readonly Prefix[],
  errors: ArgumentErrors,
) {
  if (args.networkFirewall === false || denied.length === 0) return undefined;
  const { capacity, ruleOrder = "default" } = args.networkFirewall ?? {};
  const reserved = reserveCapacity(denied.length + passed.length, capacity, errors);
  const bytes = Buffer.byteLength(denyRules({ ...owner, denied, passed }, SOURCES_VARIABLE));
  if (bytes > MAX_RULES_BYTES) {
    errors.add(
      "segment.denyLists",
      denied.length,
      `CIDRs make ${bytes} bytes of rules, and a group takes ${MAX_RULES_BYTES}; shorten the lists`,
    );
  }
  return { capacity: reserved, ruleOrder };
}

function readNatInstance(
  { natInstance, segment }: EgressFirewallArgs,
  known: Omit<NftablesOptions, "addresses" | "outside">,
  errors: ArgumentErrors,
): NftablesOptions | undefined {
  if (natInstance === undefined) return undefined;
  if (segment.family === 6) {
    errors.add(
      "natInstance",
      undefined,
      "a v6 segment leaves through an egress-only gateway without NAT; leave it out",
    );
    return undefined;
  }
  if (known.workloads.length === 0) {
    errors.add("workloadCidrs", undefined, "needed with natInstance: the ruleset drops every other source");
  }
  if (natInstance.addresses.length === 0) {
    errors.add("natInstance.addresses", undefined, "empty; name the address to send from");
  }
  for (const [index, address] of natInstance.addresses.entries()) {
    const problem = readOne(() => parseAddress(address));
    if (problem instanceof AddressError) errors.add(`natInstance.addresses[${index}]`, address, problem.message);
    else if (problem.family === 6) errors.add(`natInstance.addresses[${index}]`, address, "give an IPv4 address");
  }
  const { outside } = natInstance;
  // The name goes into the ruleset's text; Linux takes at most 15 characters.
  if (outside !== undefined && !/^[A-Za-z0-9_.-]{1,15}$/.test(outside)) {
    errors.add("natInstance.outside", undefined, "give an interface's name, like ens5");
  }
  return { ...known, addresses: natInstance.addresses, outside };
}

function readCidrs(texts: readonly string[], argument: string, errors: ArgumentErrors): Prefix[] {
  return texts.flatMap((text, index) => {
    const prefix = readOne(() => parsePrefix(text));
    if (!(prefix instanceof AddressError)) return [prefix];
    errors.add(`${argument}[${index}]`, text, prefix.message);
    return [];
  });
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

function readOne(parse: () => Prefix): Prefix | AddressError {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return error;
  }
}
