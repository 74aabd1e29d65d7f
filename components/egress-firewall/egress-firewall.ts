import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl";
import { NetworkAclRule } from "@pulumi/aws/ec2/networkAclRule";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { RuleGroup } from "@pulumi/aws/networkfirewall/ruleGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { ComponentResource, type ComponentResourceOptions, type Input, log, type Output, output } from "@pulumi/pulumi";
import { formatPrefix, parsePrefix } from "../../lease/prefix";
import { leaseTags } from "../tags";
import { denyRules, SOURCES_VARIABLE } from "./deny-rule-group";
import { type Allowance, hasPorts } from "./egress-allowances";
import type { EgressFirewallArgs } from "./egress-firewall-arguments";
import { type NormalFirewall, normaliseFirewall } from "./egress-firewall-normalise";
import type { AclEntry } from "./network-acl-entries";
import { nftablesRuleset } from "./nftables-ruleset";
import { FLOW_LOG_PERIOD, type IdentityAlarm, NAT_PERIOD, type NatAlarm } from "./rate-limit-alarms";

/** Rules of one direction that a security group takes by default: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const SECURITY_GROUP_QUOTA = 60;

/**
 * What a segment may send, enforced where AWS lets it be, and watched everywhere else.
 *
 * - A **security group** with the segment's ports as egress rules and no ingress. Attach it to the workloads; security
 *   groups add up, so another one with wide egress undoes it.
 * - **Network ACL entries**, where `networkAcl` is given.
 * - A **Network Firewall rule group** that drops the segment's deny lists in the fewest CIDRs. It acts once a firewall
 *   policy refers to `ruleGroupArn` and the workloads' routes lead through that firewall.
 * - **Break-glass**: neither security groups nor Suricata know time, so an opening's rules are declared only while `now`
 *   is inside its window. They go with the first deployment after it: schedule one, or run `pulumi up` when it is over.
 * - **Rate limits**: Network Firewall has no thresholds, so limits are watched by CloudWatch alarms on the segment's NAT
 *   gateways and on flow-log metric filters for each identity's sources. They are enforced where the segment leaves
 *   through the team's own NAT instance, by {@link EgressFirewall.nftablesRuleset}.
 *
 * A quarantined segment, or one of a quarantined lease, reaches its break-glass destinations only.
 *
 * @example
 * const firewall = new EgressFirewall("web", { segment: web, natGateways: nat.natGatewayIds, alarmTopic: telemetry.alertTopicArn });
 */
export class EgressFirewall extends ComponentResource {
  static readonly type = "leasehold:index:EgressFirewall";

  readonly securityGroupId: Output<string>;
  /** Of the deny lists' rule group; undefined where there is none. */
  readonly ruleGroupArn: Output<string> | undefined;
  /** Of the network ACL whose entries this component keeps; undefined where there is none. */
  readonly networkAclId: Output<string> | undefined;
  /** To be loaded on the segment's NAT instance with `nft -f`; undefined where `natInstance` was not given. */
  readonly nftablesRuleset: string | undefined;

  /** @throws ArgumentError naming every argument that cannot be used, before anything is registered. */
  constructor(name: string, args: EgressFirewallArgs, opts?: ComponentResourceOptions) {
    const firewall = normaliseFirewall(name, args);
    super(EgressFirewall.type, name, firewallInputs(firewall), { parent: args.segment, ...opts });

    this.securityGroupId = createSecurityGroup(name, firewall, this).id;
    this.networkAclId = createNetworkAcl(name, firewall, this);
    this.ruleGroupArn = createRuleGroup(name, firewall, this)?.arn;
    for (const alarm of firewall.natAlarms) createNatAlarm(name, alarm, firewall, this);
    for (const alarm of firewall.identityAlarms) createIdentityAlarm(name, alarm, firewall, this);
    this.nftablesRuleset = firewall.nftables && nftablesRuleset(firewall.nftables);

    warn(firewall, this);
    this.registerOutputs(firewallInputs(firewall));
  }
}

function createSecurityGroup(name: string, firewall: NormalFirewall, parent: EgressFirewall): SecurityGroup {
  const { owner, tags, vpcId, region, allowances, prefixLists } = firewall;
  const group = new SecurityGroup(
    `${name}-egress`,
    {
      vpcId,
      region,
      description: `Egress of segment ${owner.segmentName} of lease ${owner.leaseId}`,
      tags: leaseTags(owner, `${name}-egress`, tags),
    },
    { parent },
  );
  for (const allowance of allowances) {
    const ruleName = `${name}-egress-${allowance.key}`;
    const family = parsePrefix(allowance.destination).family;
    new SecurityGroupEgressRule(
      ruleName,
      {
        securityGroupId: group.id,
        region,
        ...protocolAndPorts(allowance),
        ...(family === 4 ? { cidrIpv4: allowance.destination } : { cidrIpv6: allowance.destination }),
        description: allowance.description,
        tags: leaseTags(owner, ruleName, tags),
      },
      { parent },
    );
  }
  for (const { name: listName, id, protocol, from, to } of prefixLists) {
    const ruleName = `${name}-egress-${protocol}-${from === to ? from : `${from}-${to}`}-${listName}`;
    new SecurityGroupEgressRule(
      ruleName,
      {
        securityGroupId: group.id,
        region,
        ...protocolAndPorts({ protocol, from, to }),
        prefixListId: id,
        description: `segment ${owner.segmentName}, prefix list ${listName}`,
        tags: leaseTags(owner, ruleName, tags),
      },
      { parent },
    );
  }
  return group;
}

/** EC2 calls every protocol -1 and then takes no ports, and every ICMP type and code -1. */
function protocolAndPorts({ protocol, from, to }: Pick<Allowance, "protocol" | "from" | "to">) {
  if (protocol === "all") return { ipProtocol: "-1" };
  return hasPorts(protocol)
    ? { ipProtocol: protocol, fromPort: from, toPort: to }
    : { ipProtocol: protocol, fromPort: -1, toPort: -1 };
}

function createNetworkAcl(name: string, firewall: NormalFirewall, parent: EgressFirewall): Output<string> | undefined {
  const { owner, tags, vpcId, region, networkAcl } = firewall;
  if (networkAcl === undefined) return undefined;
  const created =
    networkAcl.id === undefined
      ? new NetworkAcl(
          `${name}-acl`,
          { vpcId, region, subnetIds: [...networkAcl.subnets], tags: leaseTags(owner, `${name}-acl`, tags) },
          { parent },
        )
      : undefined;
  const id = created?.id ?? output(networkAcl.id ?? "");
  for (const entry of networkAcl.entries) createAclRule(name, entry, id, region, parent);
  return id;
}

function createAclRule(
  name: string,
  entry: AclEntry,
  networkAclId: Input<string>,
  region: string | undefined,
  parent: EgressFirewall,
): NetworkAclRule {
  const family = parsePrefix(entry.cidr).family;
  return new NetworkAclRule(
    `${name}-acl-${entry.egress ? "out" : "in"}-${entry.number}`,
    {
      networkAclId,
      region,
      ruleNumber: entry.number,
      egress: entry.egress,
      protocol: entry.protocol,
      ruleAction: "allow",
      ...(family === 4 ? { cidrBlock: entry.cidr } : { ipv6CidrBlock: entry.cidr }),
      ...(entry.icmp ? { icmpType: -1, icmpCode: -1 } : { fromPort: entry.fromPort, toPort: entry.toPort }),
    },
    // A number is taken once: the new entry cannot be made while the old one is there.
    { parent, deleteBeforeReplace: true },
  );
}

function createRuleGroup(name: string, firewall: NormalFirewall, parent: EgressFirewall): RuleGroup | undefined {
  const { owner, tags, region, ruleGroup, denied, passed, workloads } = firewall;
  if (ruleGroup === undefined) return undefined;
  const sources = workloads.length > 0 ? SOURCES_VARIABLE : "HOME_NET";
  return new RuleGroup(
    `${name}-deny`,
    {
      type: "STATEFUL",
      region,
      capacity: ruleGroup.capacity,
      description: `Deny lists of segment ${owner.segmentName} of lease ${owner.leaseId}`,
      ruleGroup: {
        rulesSource: {
          rulesString: denyRules({ leaseId: owner.leaseId, segmentName: owner.segmentName, denied, passed }, sources),
        },
        ...(workloads.length > 0 && {
          ruleVariables: {
            ipSets: [{ key: SOURCES_VARIABLE, ipSet: { definitions: workloads.map(formatPrefix) } }],
          },
        }),
        ...(ruleGroup.ruleOrder === "strict" && { statefulRuleOptions: { ruleOrder: "STRICT_ORDER" } }),
      },
      tags: leaseTags(owner, `${name}-deny`, tags),
    },
    { parent },
  );
}

function createNatAlarm(name: string, alarm: NatAlarm, firewall: NormalFirewall, parent: EgressFirewall): MetricAlarm {
  const { owner, tags, region, natGateways, alarmActions } = firewall;
  const alarmName = `${name}-nat-${alarm.key}`;
  return new MetricAlarm(
    alarmName,
    {
      region,
      alarmDescription: alarm.description,
      comparisonOperator: "GreaterThanThreshold",
      threshold: alarm.threshold,
      // Two minutes of three: a burst of seconds is no signal, and the alarm still comes within minutes.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
      metricQueries: [
        { id: "total", expression: "SUM(METRICS())", label: alarm.metric, returnData: true },
        ...natGateways.map((gateway, index) => ({
          id: `nat${index}`,
          metric: {
            namespace: "AWS/NATGateway",
            metricName: alarm.metric,
            dimensions: { NatGatewayId: gateway },
            period: NAT_PERIOD,
            stat: alarm.statistic,
          },
        })),
      ],
      alarmActions,
      tags: leaseTags(owner, alarmName, tags),
    },
    { parent },
  );
}

function createIdentityAlarm(
  name: string,
  alarm: IdentityAlarm,
  firewall: NormalFirewall,
  parent: EgressFirewall,
): MetricAlarm {
  const { owner, tags, region, flowLogGroup, alarmActions } = firewall;
  const namespace = `Leasehold/${owner.leaseId}`;
  const alarmName = `${name}-${alarm.key}`;
  if (flowLogGroup !== undefined) {
    for (const [index, pattern] of alarm.patterns.entries()) {
      new LogMetricFilter(
        `${alarmName}-${index}`,
        {
          region,
          logGroupName: flowLogGroup,
          pattern,
          metricTransformation: { namespace, name: alarm.metric, value: alarm.value, defaultValue: "0" },
        },
        { parent },
      );
    }
  }
  return new MetricAlarm(
    alarmName,
    {
      region,
      alarmDescription: alarm.description,
      namespace,
      metricName: alarm.metric,
      statistic: "Sum",
      period: FLOW_LOG_PERIOD,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: alarm.threshold,
      treatMissingData: "notBreaching",
      alarmActions,
      tags: leaseTags(owner, alarmName, tags),
    },
    { parent },
  );
}

function warn(firewall: NormalFirewall, component: EgressFirewall): void {
  const { owner, openings, listsLease, allowances, prefixLists } = firewall;
  for (const list of listsLease) {
    log.warn(
      `deny list ${list} holds space of lease ${owner.leaseId} itself: it is listed, ask the list's owner why`,
      component,
    );
  }
  for (const { opening, state } of openings) {
    if (state === "open") {
      log.warn(`break-glass ${opening.name} is open; deploy again after ${opening.until}, or it stays open`, component);
    } else if (state === "over") {
      log.warn(`break-glass ${opening.name} is over since ${opening.until}; remove it from the program`, component);
    }
  }
  const rules = allowances.length + prefixLists.length;
  if (rules > SECURITY_GROUP_QUOTA) {
    log.warn(
      `${rules} egress rules, and a security group takes ${SECURITY_GROUP_QUOTA} unless the quota was raised`,
      component,
    );
  }
}

/** `now` is left out: it would change the component on every run. */
function firewallInputs(firewall: NormalFirewall) {
  const { owner, args } = firewall;
  return {
    leaseId: owner.leaseId,
    segment: owner.segmentName,
    vpcId: firewall.vpcId,
    prefixLists: args.prefixLists,
    workloadCidrs: args.workloadCidrs,
    localCidrs: args.localCidrs,
    networkAcl: args.networkAcl,
    networkFirewall: args.networkFirewall,
    breakGlass: args.breakGlass,
    openBreakGlass: firewall.openings.filter(({ state }) => state === "open").map(({ opening }) => opening.name),
    natGateways: args.natGateways,
    maxActiveConnections: args.maxActiveConnections,
    flowLogGroup: args.flowLogGroup,
    alarmTopic: args.alarmTopic,
    natInstance: args.natInstance,
  };
}
