import type { Input } from "@pulumi/pulumi";
import type { EgressSegment } from "../egress-segment/egress-segment";
import type { Ports } from "../egress-segment/segment-arguments";
import type { Tags } from "../tags";
import type { BreakGlassOpening } from "./break-glass-opening";

/** Ports that a segment may use towards the entries of a managed prefix list. */
export interface PrefixListAllowance {
  /** Name of the list, part of the rule's name and description. */
  readonly name: string;
  /** Id of the list, `pl-…`. */
  readonly id: Input<string>;
  /** @default "tcp" */
  readonly protocol?: Ports["protocol"];
  /** First port, 0 to 65535. */
  readonly from: number;
  /** Last port, 0 to 65535. @default from */
  readonly to?: number;
}

/** The network ACL that gets entries: an existing one, or a new one for some subnets. */
export interface FirewallNetworkAcl {
  /** Id of an existing ACL; its other entries stay. */
  readonly id?: Input<string>;
  /**
   * Subnets to give a new ACL. It replaces the one they have, and lets nothing through but the segment's ports, the
   * answers to them, and `localCidrs`: do not use it for subnets that are reached from the internet.
   */
  readonly subnets?: readonly Input<string>[];
  /** Number of the first entry in each direction, 1 to 32000; the others follow in steps of ten. @default 100 */
  readonly firstRuleNumber?: number;
}

/** How the deny lists' rule group is made. */
export interface FirewallRuleGroup {
  /**
   * Rules to reserve, 1 to 30000. Fixed when the group is created; a change replaces it.
   * @default a quarter more than needed, rounded up to 256 times a power of two
   */
  readonly capacity?: number;
  /** As the firewall policy that refers to the group has it. @default "default" */
  readonly ruleOrder?: "default" | "strict";
}

/** The team's own NAT instance, where the segment leaves through one. IPv4 only. */
export interface FirewallNatInstance {
  /**
   * Addresses to send from: in AWS the private addresses of the instance's interface to which the segment's Elastic IPs
   * are associated. Several are spread over the sources.
   * @example ["10.0.0.10"]
   */
  readonly addresses: readonly string[];
  /** Interface that leads outside, for example `ens5`. @default any */
  readonly outside?: string;
}

/** What `new EgressFirewall(name, …)` takes. */
export interface EgressFirewallArgs {
  /** The segment whose ports, deny lists, rate limits and break-glass path are enforced. */
  readonly segment: EgressSegment;
  /** Id of the VPC of the workloads. @default the segment's */
  readonly vpcId?: Input<string>;
  /** Ports towards managed prefix lists, in addition to the segment's ports. Not while quarantined. @default none */
  readonly prefixLists?: readonly PrefixListAllowance[];
  /**
   * CIDRs the workloads send from, inside the VPC. Deny rules then apply to them alone, and not to the whole VPC of the
   * firewall. Needed with `natInstance`. @default none
   * @example ["10.0.1.0/24", "10.0.2.0/24"]
   */
  readonly workloadCidrs?: readonly string[];
  /**
   * Space of one's own network (the VPC, peers): bogon lists leave it out and a network ACL lets it through both ways.
   * @default none
   */
  readonly localCidrs?: readonly string[];
  /** @default no network ACL */
  readonly networkAcl?: FirewallNetworkAcl;
  /** `false` makes no rule group, for a segment whose deny lists are enforced elsewhere. @default {} */
  readonly networkFirewall?: FirewallRuleGroup | false;
  /** Ways around, each for a time. @default none */
  readonly breakGlass?: readonly BreakGlassOpening[];
  /** The moment by which break-glass windows are judged, ISO 8601 with a zone. @default when the program runs */
  readonly now?: string;
  /** Ids of the segment's NAT gateways, for alarms. @default no alarms on NAT metrics */
  readonly natGateways?: readonly Input<string>[];
  /** Alarm above this many concurrent connections through all NAT gateways together. @default no such alarm */
  readonly maxActiveConnections?: number;
  /** Name of the log group of the flow logs, in Telemetry's format, for alarms per identity. @default no such alarms */
  readonly flowLogGroup?: Input<string>;
  /** ARN of the SNS topic that alarms go to. @default alarms change state and tell nobody */
  readonly alarmTopic?: Input<string>;
  /** Makes {@link EgressFirewall.nftablesRuleset}. @default no ruleset */
  readonly natInstance?: FirewallNatInstance;
  /** Tags of every resource that takes tags. @default the segment's */
  readonly tags?: Tags;
}
