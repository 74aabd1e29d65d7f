import {
  EIP,
  EVENT_RULE,
  IAM_POLICY,
  IPAM_POOL,
  NAT_GATEWAY,
  NETWORK_ACL,
  PREFIX_LIST,
  ROLE,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
} from "../../../facts/types";
import type { DriftItem } from "../../drift-item";
import type { AwsService } from "./aws-settings";
import { BYOIP, expectByoip, observeByoip, usesByoip } from "./byoip-range";
import { expectAddresses, observeAddresses } from "./elastic-address";
import type { Estate } from "./estate";
import { expectEventRules, observeEventRules } from "./event-rule";
import { expectFlowLogs, FLOW_LOG, observeFlowLogs } from "./flow-log";
import { expectIam, IAM_SCOPE, observeIam } from "./iam";
import { expectIpamPools, observeIpamPools } from "./ipam-pool";
import { expectSubnets, observeSubnets, usesSubnets } from "./leased-subnet";
import { expectNatGateways, observeNatGateways } from "./nat-gateway";
import { expectNetworkAcls, observeNetworkAcls } from "./network-acl";
import { expectNetworkFirewalls, NETWORK_FIREWALL_TYPES, observeNetworkFirewalls } from "./network-firewall";
import { expectPrefixLists, observePrefixLists } from "./prefix-list";
import { expectRouteTables, observeRouteTables } from "./route-table";
import { expectSecurityGroups, observeSecurityGroups } from "./security-group";
import type { Sight, SightReport } from "./sight";

/** One kind of thing that is looked at, with both of its sides. */
export interface Kind {
  /** For messages, as a plural. */
  readonly label: string;
  readonly service: AwsService;
  /** Types of its items. */
  readonly types: readonly string[];
  /** Whether it is looked at also where none is declared, since what nobody declared is found there. @default where one is */
  needs?(estate: Estate): boolean;
  /** Of what is the same in every region: the scope of its items. @default the place's */
  readonly global?: string;
  expect(estate: Estate): DriftItem[];
  observe(sight: Sight): Promise<SightReport>;
}

const always = (): boolean => true;

/** Every kind, one row each. */
export const KINDS: readonly Kind[] = [
  {
    label: "elastic addresses",
    service: "ec2",
    types: [EIP],
    needs: always,
    expect: expectAddresses,
    observe: observeAddresses,
  },
  {
    label: "NAT gateways",
    service: "ec2",
    types: [NAT_GATEWAY],
    needs: always,
    expect: expectNatGateways,
    observe: observeNatGateways,
  },
  {
    label: "route tables",
    service: "ec2",
    types: [ROUTE_TABLE],
    needs: always,
    expect: expectRouteTables,
    observe: observeRouteTables,
  },
  {
    label: "security groups",
    service: "ec2",
    types: [SECURITY_GROUP],
    needs: always,
    expect: expectSecurityGroups,
    observe: observeSecurityGroups,
  },
  {
    label: "network ACLs",
    service: "ec2",
    types: [NETWORK_ACL],
    needs: always,
    expect: expectNetworkAcls,
    observe: observeNetworkAcls,
  },
  {
    label: "prefix lists",
    service: "ec2",
    types: [PREFIX_LIST],
    needs: always,
    expect: expectPrefixLists,
    observe: observePrefixLists,
  },
  {
    label: "subnets of leased space",
    service: "ec2",
    types: [SUBNET],
    needs: usesSubnets,
    expect: expectSubnets,
    observe: observeSubnets,
  },
  {
    label: "flow logs",
    service: "ec2",
    types: [FLOW_LOG],
    expect: expectFlowLogs,
    observe: observeFlowLogs,
  },
  {
    label: "event rules",
    service: "events",
    types: [EVENT_RULE],
    expect: expectEventRules,
    observe: observeEventRules,
  },
  {
    label: "IAM policies and roles",
    service: "iam",
    types: [IAM_POLICY, ROLE],
    global: IAM_SCOPE,
    expect: expectIam,
    observe: observeIam,
  },
  {
    label: "network firewalls",
    service: "network-firewall",
    types: NETWORK_FIREWALL_TYPES,
    expect: expectNetworkFirewalls,
    observe: observeNetworkFirewalls,
  },
  {
    label: "address ranges brought to AWS",
    service: "byoip",
    types: [BYOIP],
    needs: usesByoip,
    expect: expectByoip,
    observe: observeByoip,
  },
  {
    label: "IPAM pools",
    service: "ipam",
    types: [IPAM_POOL],
    expect: expectIpamPools,
    observe: observeIpamPools,
  },
];
