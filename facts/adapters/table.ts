import type { Graph, Resource } from "../../graph/resource";
import { noObservations, type Observations } from "../observations";
import type { References } from "../references";
import type { Adapter } from "./adapter";
import { awsAccelerator } from "./aws-accelerator";
import { awsDefaultRouteTable } from "./aws-default-route-table";
import { awsEip } from "./aws-eip";
import { awsEipAssociation } from "./aws-eip-association";
import { awsEipDomainName } from "./aws-eip-domain-name";
import { awsFlowLog } from "./aws-flow-log";
import { awsInstance } from "./aws-instance";
import { awsIpamPoolCidr } from "./aws-ipam-pool-cidr";
import { awsLoadBalancer } from "./aws-load-balancer";
import { awsMainRouteTableAssociation } from "./aws-main-route-table-association";
import { awsManagedPrefixList } from "./aws-managed-prefix-list";
import { awsNatGateway } from "./aws-nat-gateway";
import { awsNatGatewayEipAssociation } from "./aws-nat-gateway-eip-association";
import { awsNetworkAcl } from "./aws-network-acl";
import { awsNetworkFirewall } from "./aws-network-firewall";
import { awsNetworkInterface } from "./aws-network-interface";
import { awsNetworkInterfaceAttachment } from "./aws-network-interface-attachment";
import { awsRoute } from "./aws-route";
import { awsRouteTable } from "./aws-route-table";
import { awsRouteTableAssociation } from "./aws-route-table-association";
import { awsRoute53Record } from "./aws-route53-record";
import { awsSecurityGroup } from "./aws-security-group";
import { awsSecurityGroupEgressRule } from "./aws-security-group-egress-rule";
import { awsSecurityGroupRule } from "./aws-security-group-rule";
import { awsSubnet } from "./aws-subnet";
import { awsTransitGateway } from "./aws-transit-gateway";
import { awsVpc } from "./aws-vpc";
import { cloudflareDnsRecord } from "./cloudflare-dns-record";
import { leaseholdRouting } from "./leasehold-routing";
import { leaseholdSegment } from "./leasehold-segment";

/** Every adapter, in order of name: one line each, so that a new one is an import and a line. */
export const ADAPTERS: readonly Adapter[] = [
  awsAccelerator,
  awsDefaultRouteTable,
  awsEip,
  awsEipAssociation,
  awsEipDomainName,
  awsFlowLog,
  awsInstance,
  awsIpamPoolCidr,
  awsLoadBalancer,
  awsMainRouteTableAssociation,
  awsManagedPrefixList,
  awsNatGateway,
  awsNatGatewayEipAssociation,
  awsNetworkAcl,
  awsNetworkFirewall,
  awsNetworkInterface,
  awsNetworkInterfaceAttachment,
  awsRoute,
  awsRouteTable,
  awsRouteTableAssociation,
  awsRoute53Record,
  awsSecurityGroup,
  awsSecurityGroupEgressRule,
  awsSecurityGroupRule,
  awsSubnet,
  awsTransitGateway,
  awsVpc,
  cloudflareDnsRecord,
  leaseholdRouting,
  leaseholdSegment,
];

const BY_TYPE: ReadonlyMap<string, Adapter> = new Map(
  ADAPTERS.flatMap((adapter) => adapter.types.map((type) => [type, adapter] as const)),
);

/** What every resource of an adapted type says. */
export function observe(resources: Graph["resources"], references: References): Observations {
  const into = noObservations();
  for (const resource of resources) observeOne(resource, references, into);
  return into;
}

export function observeOne(resource: Resource, references: References, into: Observations): void {
  BY_TYPE.get(resource.type)?.observe(resource, references, into);
}
