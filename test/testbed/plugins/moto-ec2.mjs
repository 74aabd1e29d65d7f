// Test part: EC2 resource types on moto. Each has create → {id, outputs}, read → false when gone, remove.
const load = async () => (await import("@aws-sdk/client-ec2")).EC2;

const tagsFor = (type, inputs) =>
  inputs.tags && Object.keys(inputs.tags).length > 0
    ? {
        TagSpecifications: [
          { ResourceType: type, Tags: Object.entries(inputs.tags).map(([Key, Value]) => ({ Key, Value })) },
        ],
      }
    : {};

const port = (value, protocol) => (String(protocol) === "-1" || value === undefined ? undefined : Number(value));
const nameFrom = (urn) => urn.split("::").at(-1);

/** One EC2 permission from the flat shape of SecurityGroup's `egress` entries and of SecurityGroupRule. */
const permission = (rule) => ({
  IpProtocol: String(rule.protocol),
  FromPort: port(rule.fromPort, rule.protocol),
  ToPort: port(rule.toPort, rule.protocol),
  IpRanges: (rule.cidrBlocks ?? []).map((CidrIp) => ({ CidrIp })),
  Ipv6Ranges: (rule.ipv6CidrBlocks ?? []).map((CidrIpv6) => ({ CidrIpv6 })),
  PrefixListIds: (rule.prefixListIds ?? []).map((PrefixListId) => ({ PrefixListId })),
  UserIdGroupPairs: rule.sourceSecurityGroupId ? [{ GroupId: rule.sourceSecurityGroupId }] : [],
});

/** The same from the shape of aws.vpc.SecurityGroupEgressRule, one destination a rule. */
const vpcPermission = (rule) =>
  permission({
    protocol: rule.ipProtocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    cidrBlocks: rule.cidrIpv4 ? [rule.cidrIpv4] : [],
    ipv6CidrBlocks: rule.cidrIpv6 ? [rule.cidrIpv6] : [],
    prefixListIds: rule.prefixListId ? [rule.prefixListId] : [],
    sourceSecurityGroupId: rule.referencedSecurityGroupId,
  });

const routeTarget = (inputs) => ({
  DestinationCidrBlock: inputs.destinationCidrBlock ?? inputs.cidrBlock,
  DestinationIpv6CidrBlock: inputs.destinationIpv6CidrBlock ?? inputs.ipv6CidrBlock,
  DestinationPrefixListId: inputs.destinationPrefixListId,
  GatewayId: inputs.gatewayId,
  NatGatewayId: inputs.natGatewayId,
  NetworkInterfaceId: inputs.networkInterfaceId,
  EgressOnlyInternetGatewayId: inputs.egressOnlyGatewayId,
  TransitGatewayId: inputs.transitGatewayId,
});

const aclEntry = (inputs) => ({
  NetworkAclId: inputs.networkAclId,
  Egress: inputs.egress ?? false,
  RuleNumber: inputs.ruleNumber,
  Protocol: String(inputs.protocol),
  RuleAction: inputs.ruleAction,
  CidrBlock: inputs.cidrBlock,
  Ipv6CidrBlock: inputs.ipv6CidrBlock,
  PortRange:
    inputs.fromPort === undefined || String(inputs.protocol) === "-1"
      ? undefined
      : { From: Number(inputs.fromPort), To: Number(inputs.toPort) },
});

/** Every subnet has an ACL at any time: giving it one takes the other away. */
async function giveAcl(api, NetworkAclId, subnetId) {
  const filter = { Name: "association.subnet-id", Values: [subnetId] };
  const { NetworkAcls } = await api.describeNetworkAcls({ Filters: [filter] });
  const held = NetworkAcls.flatMap((acl) => acl.Associations).find((one) => one.SubnetId === subnetId);
  await api.replaceNetworkAclAssociation({ AssociationId: held.NetworkAclAssociationId, NetworkAclId });
}

export function ec2Types(client) {
  const ec2 = () => client(load);

  const securityGroupRule = (toPermission, direction) => ({
    async create(inputs, urn) {
      const api = await ec2();
      const ask = { GroupId: inputs.securityGroupId, IpPermissions: [toPermission(inputs)] };
      const outgoing = direction(inputs) === "egress";
      await (outgoing ? api.authorizeSecurityGroupEgress(ask) : api.authorizeSecurityGroupIngress(ask));
      const id = `sgr-${nameFrom(urn)}`;
      return { id, outputs: { securityGroupRuleId: id } };
    },
    async read(_id, state) {
      const group = (await (await ec2()).describeSecurityGroups({ GroupIds: [state.securityGroupId] }))
        .SecurityGroups[0];
      const wanted = toPermission(state);
      const held = direction(state) === "egress" ? group.IpPermissionsEgress : group.IpPermissions;
      return held.some((p) => p.IpProtocol === wanted.IpProtocol && (p.FromPort ?? undefined) === wanted.FromPort);
    },
    async remove(_id, state) {
      const api = await ec2();
      const ask = { GroupId: state.securityGroupId, IpPermissions: [toPermission(state)] };
      await (direction(state) === "egress" ? api.revokeSecurityGroupEgress(ask) : api.revokeSecurityGroupIngress(ask));
    },
  });

  return {
    "aws:ec2/vpc:Vpc": {
      async create(inputs) {
        const { Vpc } = await (await ec2()).createVpc({
          CidrBlock: inputs.cidrBlock ?? "10.0.0.0/16",
          ...tagsFor("vpc", inputs),
        });
        return { id: Vpc.VpcId, outputs: {} };
      },
      read: async (id) => (await ec2()).describeVpcs({ VpcIds: [id] }),
      remove: async (id) => (await ec2()).deleteVpc({ VpcId: id }),
    },
    "aws:ec2/subnet:Subnet": {
      async create(inputs) {
        const ask = { VpcId: inputs.vpcId, CidrBlock: inputs.cidrBlock, AvailabilityZone: inputs.availabilityZone };
        const { Subnet } = await (await ec2()).createSubnet({ ...ask, ...tagsFor("subnet", inputs) });
        return { id: Subnet.SubnetId, outputs: { availabilityZone: Subnet.AvailabilityZone } };
      },
      read: async (id) => (await ec2()).describeSubnets({ SubnetIds: [id] }),
      remove: async (id) => (await ec2()).deleteSubnet({ SubnetId: id }),
    },
    "aws:ec2/internetGateway:InternetGateway": {
      async create(inputs) {
        const api = await ec2();
        const { InternetGateway } = await api.createInternetGateway(tagsFor("internet-gateway", inputs));
        if (inputs.vpcId)
          await api.attachInternetGateway({
            InternetGatewayId: InternetGateway.InternetGatewayId,
            VpcId: inputs.vpcId,
          });
        return { id: InternetGateway.InternetGatewayId, outputs: {} };
      },
      read: async (id) => (await ec2()).describeInternetGateways({ InternetGatewayIds: [id] }),
      async remove(id, state) {
        const api = await ec2();
        if (state.vpcId) await api.detachInternetGateway({ InternetGatewayId: id, VpcId: state.vpcId });
        await api.deleteInternetGateway({ InternetGatewayId: id });
      },
    },
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": {
      async create(inputs) {
        const made = await (await ec2()).createEgressOnlyInternetGateway({ VpcId: inputs.vpcId });
        return { id: made.EgressOnlyInternetGateway.EgressOnlyInternetGatewayId, outputs: {} };
      },
      read: async (id) => (await ec2()).describeEgressOnlyInternetGateways({ EgressOnlyInternetGatewayIds: [id] }),
      remove: async (id) => (await ec2()).deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId: id }),
    },
    "aws:ec2/eip:Eip": {
      async create(inputs) {
        const made = await (await ec2()).allocateAddress({
          Domain: "vpc",
          Address: inputs.address,
          ...tagsFor("elastic-ip", inputs),
        });
        const outputs = { allocationId: made.AllocationId, publicIp: made.PublicIp, domain: "vpc" };
        return { id: made.AllocationId, outputs };
      },
      read: async (id) => (await ec2()).describeAddresses({ AllocationIds: [id] }),
      remove: async (id) => (await ec2()).releaseAddress({ AllocationId: id }),
    },
    "aws:ec2/natGateway:NatGateway": {
      async create(inputs) {
        const ask = {
          SubnetId: inputs.subnetId,
          AllocationId: inputs.allocationId,
          SecondaryAllocationIds: inputs.secondaryAllocationIds,
          ConnectivityType: inputs.connectivityType,
          ...tagsFor("natgateway", inputs),
        };
        const { NatGateway } = await (await ec2()).createNatGateway(ask);
        const address = NatGateway.NatGatewayAddresses?.[0];
        return { id: NatGateway.NatGatewayId, outputs: { publicIp: address?.PublicIp, privateIp: address?.PrivateIp } };
      },
      async read(id) {
        const { NatGateways } = await (await ec2()).describeNatGateways({ NatGatewayIds: [id] });
        return NatGateways.some((gateway) => gateway.State !== "deleted");
      },
      remove: async (id) => (await ec2()).deleteNatGateway({ NatGatewayId: id }),
    },
    "aws:ec2/routeTable:RouteTable": {
      async create(inputs) {
        const api = await ec2();
        const { RouteTable } = await api.createRouteTable({ VpcId: inputs.vpcId, ...tagsFor("route-table", inputs) });
        for (const route of inputs.routes ?? [])
          await api.createRoute({ RouteTableId: RouteTable.RouteTableId, ...routeTarget(route) });
        return { id: RouteTable.RouteTableId, outputs: {} };
      },
      read: async (id) => (await ec2()).describeRouteTables({ RouteTableIds: [id] }),
      remove: async (id) => (await ec2()).deleteRouteTable({ RouteTableId: id }),
    },
    "aws:ec2/route:Route": {
      async create(inputs) {
        await (await ec2()).createRoute({ RouteTableId: inputs.routeTableId, ...routeTarget(inputs) });
        const to = inputs.destinationCidrBlock ?? inputs.destinationIpv6CidrBlock ?? inputs.destinationPrefixListId;
        return { id: `${inputs.routeTableId}_${to}`, outputs: {} };
      },
      async read(_id, state) {
        const { RouteTables } = await (await ec2()).describeRouteTables({ RouteTableIds: [state.routeTableId] });
        const wanted = routeTarget(state);
        return RouteTables[0].Routes.some(
          (route) =>
            route.DestinationCidrBlock === wanted.DestinationCidrBlock &&
            route.DestinationIpv6CidrBlock === wanted.DestinationIpv6CidrBlock,
        );
      },
      async remove(_id, state) {
        const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = routeTarget(state);
        const destination = { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId };
        await (await ec2()).deleteRoute({ RouteTableId: state.routeTableId, ...destination });
      },
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
      async create(inputs) {
        const ask = { RouteTableId: inputs.routeTableId, SubnetId: inputs.subnetId, GatewayId: inputs.gatewayId };
        return { id: (await (await ec2()).associateRouteTable(ask)).AssociationId, outputs: {} };
      },
      async read(id) {
        const filter = { Name: "association.route-table-association-id", Values: [id] };
        return (await (await ec2()).describeRouteTables({ Filters: [filter] })).RouteTables.length > 0;
      },
      remove: async (id) => (await ec2()).disassociateRouteTable({ AssociationId: id }),
    },
    "aws:ec2/securityGroup:SecurityGroup": {
      async create(inputs, urn) {
        const api = await ec2();
        const name = inputs.name ?? `${inputs.namePrefix ?? nameFrom(urn)}-${Date.now().toString(36)}`;
        const ask = { GroupName: name, Description: inputs.description ?? "Managed by Pulumi", VpcId: inputs.vpcId };
        const { GroupId } = await api.createSecurityGroup({ ...ask, ...tagsFor("security-group", inputs) });
        // The real provider takes away the rule that lets everything out, which AWS adds to a new group.
        const everything = permission({ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] });
        await api.revokeSecurityGroupEgress({ GroupId, IpPermissions: [everything] });
        const egress = (inputs.egress ?? []).map(permission);
        const ingress = (inputs.ingress ?? []).map(permission);
        if (egress.length > 0) await api.authorizeSecurityGroupEgress({ GroupId, IpPermissions: egress });
        if (ingress.length > 0) await api.authorizeSecurityGroupIngress({ GroupId, IpPermissions: ingress });
        return { id: GroupId, outputs: { name } };
      },
      read: async (id) => (await ec2()).describeSecurityGroups({ GroupIds: [id] }),
      remove: async (id) => (await ec2()).deleteSecurityGroup({ GroupId: id }),
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": securityGroupRule(permission, (rule) => rule.type),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule(vpcPermission, () => "egress"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule(vpcPermission, () => "ingress"),
    "aws:ec2/networkAcl:NetworkAcl": {
      async create(inputs) {
        const api = await ec2();
        const { NetworkAcl } = await api.createNetworkAcl({ VpcId: inputs.vpcId, ...tagsFor("network-acl", inputs) });
        const entries = [
          ...(inputs.egress ?? []).map((entry) => ({ ...entry, egress: true })),
          ...(inputs.ingress ?? []).map((entry) => ({ ...entry, egress: false })),
        ];
        for (const entry of entries) {
          await api.createNetworkAclEntry(
            aclEntry({
              ...entry,
              networkAclId: NetworkAcl.NetworkAclId,
              ruleNumber: entry.ruleNo,
              ruleAction: entry.action,
            }),
          );
        }
        for (const subnetId of inputs.subnetIds ?? []) await giveAcl(api, NetworkAcl.NetworkAclId, subnetId);
        return { id: NetworkAcl.NetworkAclId, outputs: {} };
      },
      read: async (id) => (await ec2()).describeNetworkAcls({ NetworkAclIds: [id] }),
      remove: async (id) => (await ec2()).deleteNetworkAcl({ NetworkAclId: id }),
    },
    "aws:ec2/networkAclRule:NetworkAclRule": {
      async create(inputs) {
        await (await ec2()).createNetworkAclEntry(aclEntry(inputs));
        return { id: `nacl-${inputs.networkAclId}-${inputs.egress ? "out" : "in"}-${inputs.ruleNumber}`, outputs: {} };
      },
      async read(_id, state) {
        const { NetworkAcls } = await (await ec2()).describeNetworkAcls({ NetworkAclIds: [state.networkAclId] });
        return NetworkAcls[0].Entries.some(
          (entry) => entry.RuleNumber === state.ruleNumber && entry.Egress === (state.egress ?? false),
        );
      },
      remove: async (_id, state) =>
        (await ec2()).deleteNetworkAclEntry({
          NetworkAclId: state.networkAclId,
          RuleNumber: state.ruleNumber,
          Egress: state.egress ?? false,
        }),
    },
    "aws:ec2/managedPrefixList:ManagedPrefixList": {
      async create(inputs, urn) {
        const ask = {
          PrefixListName: inputs.name ?? nameFrom(urn),
          AddressFamily: inputs.addressFamily,
          MaxEntries: inputs.maxEntries,
          Entries: (inputs.entries ?? []).map((entry) => ({ Cidr: entry.cidr, Description: entry.description })),
        };
        const { PrefixList } = await (await ec2()).createManagedPrefixList({
          ...ask,
          ...tagsFor("prefix-list", inputs),
        });
        return { id: PrefixList.PrefixListId, outputs: { version: 1 } };
      },
      async read(id) {
        const { PrefixLists } = await (await ec2()).describeManagedPrefixLists({ PrefixListIds: [id] });
        return PrefixLists.length > 0;
      },
      remove: async (id) => (await ec2()).deleteManagedPrefixList({ PrefixListId: id }),
    },
    "aws:ec2/flowLog:FlowLog": {
      async create(inputs) {
        const [ResourceType, target] = inputs.vpcId
          ? ["VPC", inputs.vpcId]
          : inputs.subnetId
            ? ["Subnet", inputs.subnetId]
            : ["NetworkInterface", inputs.eniId];
        const type = inputs.logDestinationType ?? "cloud-watch-logs";
        const made = await (await ec2()).createFlowLogs({
          ResourceIds: [target],
          ResourceType,
          TrafficType: inputs.trafficType,
          LogDestinationType: type,
          LogDestination: inputs.logDestination,
          DeliverLogsPermissionArn: inputs.iamRoleArn,
          MaxAggregationInterval: inputs.maxAggregationInterval,
        });
        if (!made.FlowLogIds?.[0]) throw new Error(made.Unsuccessful?.[0]?.Error?.Message ?? "no flow log was made");
        return { id: made.FlowLogIds[0], outputs: { logDestinationType: type } };
      },
      async read(id) {
        return (await (await ec2()).describeFlowLogs({ FlowLogIds: [id] })).FlowLogs.length > 0;
      },
      remove: async (id) => (await ec2()).deleteFlowLogs({ FlowLogIds: [id] }),
    },
  };
}
