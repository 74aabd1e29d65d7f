/** The kinds of privileged operation: whoever can do one of them can move leased space, or what leaves through it. */
export type PrivilegedArea = "address" | "nat" | "firewall" | "routing" | "byoip" | "ipam" | "reverse-dns";

/** One privileged API action. */
export interface PrivilegedAction {
  /** Service prefix as IAM writes it; CloudTrail's event source is this with `.amazonaws.com`. */
  readonly service: "ec2" | "network-firewall" | "globalaccelerator" | "route53";
  /** Name of the action in IAM, which is the event name in CloudTrail as well. */
  readonly name: string;
  readonly area: PrivilegedArea;
  /** IAM offers no resource-level permissions for it: a statement about it takes effect on `*` only. */
  readonly everyResource: boolean;
}

/**
 * Every action that changes who holds or uses leased space. Names, and which of them know resource-level permissions,
 * are those of the service authorization reference:
 * - https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
 * - https://docs.aws.amazon.com/service-authorization/latest/reference/list_network-firewall.html
 * - https://docs.aws.amazon.com/service-authorization/latest/reference/list_globalaccelerator.html
 * - https://docs.aws.amazon.com/service-authorization/latest/reference/list_route53.html
 *
 * Changes of `leasehold:*` tags are privileged too, but depend on the tag's key: see components/privileged-access/privileged-policy.ts.
 */
export const PRIVILEGED_ACTIONS: readonly PrivilegedAction[] = [
  ...area("address", "ec2", [
    "AllocateAddress",
    "AssociateAddress",
    "DisassociateAddress",
    "ReleaseAddress",
    "EnableAddressTransfer",
    "DisableAddressTransfer",
    "AcceptAddressTransfer",
  ]),
  ...area("address", "ec2", ["MoveAddressToVpc", "RestoreAddressToClassic"], true),
  ...area("nat", "ec2", [
    "CreateNatGateway",
    "DeleteNatGateway",
    "AssociateNatGatewayAddress",
    "DisassociateNatGatewayAddress",
    "AssignPrivateNatGatewayAddress",
    "UnassignPrivateNatGatewayAddress",
  ]),
  ...area("firewall", "ec2", [
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "CreateNetworkAclEntry",
    "ReplaceNetworkAclEntry",
    "DeleteNetworkAclEntry",
    "ReplaceNetworkAclAssociation",
    "ModifyManagedPrefixList",
    "RestoreManagedPrefixListVersion",
  ]),
  ...area("firewall", "network-firewall", [
    "UpdateRuleGroup",
    "DeleteRuleGroup",
    "UpdateFirewallPolicy",
    "DeleteFirewallPolicy",
    "AssociateFirewallPolicy",
    "DeleteFirewall",
    "DisassociateSubnets",
  ]),
  ...area("routing", "ec2", [
    "CreateRoute",
    "ReplaceRoute",
    "DeleteRoute",
    "AssociateRouteTable",
    "DisassociateRouteTable",
    "ReplaceRouteTableAssociation",
    "DeleteRouteTable",
    "AttachInternetGateway",
    "DetachInternetGateway",
    "CreateEgressOnlyInternetGateway",
    "DeleteEgressOnlyInternetGateway",
    "CreateTransitGatewayRoute",
    "ReplaceTransitGatewayRoute",
    "DeleteTransitGatewayRoute",
  ]),
  ...area(
    "byoip",
    "ec2",
    ["ProvisionByoipCidr", "DeprovisionByoipCidr", "AdvertiseByoipCidr", "WithdrawByoipCidr"],
    true,
  ),
  ...area("byoip", "ec2", [
    "MoveByoipCidrToIpam",
    "CreatePublicIpv4Pool",
    "DeletePublicIpv4Pool",
    "ProvisionPublicIpv4PoolCidr",
    "DeprovisionPublicIpv4PoolCidr",
    "ProvisionIpamByoasn",
    "DeprovisionIpamByoasn",
  ]),
  ...area("byoip", "ec2", ["AssociateIpamByoasn", "DisassociateIpamByoasn"], true),
  ...area(
    "byoip",
    "globalaccelerator",
    ["ProvisionByoipCidr", "DeprovisionByoipCidr", "AdvertiseByoipCidr", "WithdrawByoipCidr"],
    true,
  ),
  ...area("ipam", "ec2", [
    "AllocateIpamPoolCidr",
    "ReleaseIpamPoolAllocation",
    "ProvisionIpamPoolCidr",
    "DeprovisionIpamPoolCidr",
    "ModifyIpamPool",
    "DeleteIpamPool",
    "ModifyIpam",
    "DeleteIpam",
    "ModifyIpamScope",
    "DeleteIpamScope",
    "ModifyIpamResourceCidr",
  ]),
  ...area("ipam", "ec2", ["EnableIpamOrganizationAdminAccount", "DisableIpamOrganizationAdminAccount"], true),
  ...area("reverse-dns", "ec2", ["ModifyAddressAttribute", "ResetAddressAttribute"]),
  ...area("reverse-dns", "route53", ["ChangeResourceRecordSets"]),
];

/** All areas, in the order of {@link PRIVILEGED_ACTIONS}. */
export const PRIVILEGED_AREAS: readonly PrivilegedArea[] = [
  ...new Set(PRIVILEGED_ACTIONS.map((action) => action.area)),
];

function area(
  name: PrivilegedArea,
  service: PrivilegedAction["service"],
  actions: readonly string[],
  everyResource = false,
): PrivilegedAction[] {
  return actions.map((action) => ({ service, name: action, area: name, everyResource }));
}
