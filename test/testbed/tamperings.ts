import { EC2 } from "@aws-sdk/client-ec2";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { BLOCKLIST, type DriftWorld, PREFIX, REVERSE, writeDropList } from "./drift-world";

/** What a tampering is to be found as. */
export interface ExpectedDrift {
  readonly change: "added" | "changed" | "removed" | "unmanaged";
  /** `observer/TYPE`, TYPE without its module. */
  readonly what: string;
  readonly segment: string | null;
  /** Fields that differ, of what is changed. */
  readonly fields?: readonly string[];
  /** @default error, which fails the run */
  readonly severity?: "warning";
  /** Rules of the catalogue that the tampering breaks. @default none */
  readonly rules?: readonly string[];
}

/** Something that somebody does outside the code, through the system's own interface, and how it is undone. */
export interface Tampering {
  readonly name: string;
  readonly expected: ExpectedDrift;
  /** Does it, and gives what undoes it. */
  readonly tamper: (world: DriftWorld) => Promise<() => Promise<unknown>>;
}

const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";
const TABLE = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ZONE = "us-east-1a";

const ec2 = (world: DriftWorld) => new EC2(world.moto.client());

const anywhere = (from: number, to: number) => ({
  IpProtocol: "tcp",
  FromPort: from,
  ToPort: to,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
});

const ofAws: readonly Tampering[] = [
  {
    name: "an address of the block allocated by hand",
    expected: { change: "unmanaged", what: "aws/Eip", segment: "web", rules: ["idle-address"] },
    async tamper(world) {
      const made = await ec2(world).allocateAddress({ Domain: "vpc", Address: "203.0.113.9" });
      return () => ec2(world).releaseAddress({ AllocationId: made.AllocationId });
    },
  },
  {
    name: "an address assigned by hand",
    expected: {
      change: "changed",
      what: "aws/Eip",
      segment: "email",
      fields: ["usedBy"],
      rules: ["egress-bypass", "reverse-dns-missing"],
    },
    async tamper(world) {
      const id = world.id(EIP, "spare");
      const subnet = world.id("aws:ec2/subnet:Subnet", "email-workload");
      const { NetworkInterface } = await ec2(world).createNetworkInterface({ SubnetId: subnet });
      const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId;
      const { AssociationId } = await ec2(world).associateAddress({
        AllocationId: id,
        NetworkInterfaceId,
        AllowReassociation: true,
      });
      return async () => {
        await ec2(world).disassociateAddress({ AssociationId });
        await ec2(world).deleteNetworkInterface({ NetworkInterfaceId });
      };
    },
  },
  {
    name: "the segment's tag of an address changed",
    expected: {
      change: "changed",
      what: "aws/Eip",
      segment: "web",
      fields: ["segmentTag"],
      rules: ["overlapping-segments"],
    },
    async tamper(world) {
      const Resources = [world.id(EIP, "web-pool-203.0.113.1")];
      await ec2(world).createTags({ Resources, Tags: [{ Key: "leasehold:segment", Value: "email" }] });
      return () => ec2(world).createTags({ Resources, Tags: [{ Key: "leasehold:segment", Value: "web" }] });
    },
  },
  {
    name: "a default route re-pointed to another segment's gateway",
    expected: {
      change: "changed",
      what: "aws/RouteTable",
      segment: "web",
      fields: ["routes"],
      rules: ["shared-egress"],
    },
    async tamper(world) {
      const to = (name: string) =>
        ec2(world).replaceRoute({
          RouteTableId: world.id(TABLE, `web-nat-${ZONE}-routes`),
          DestinationCidrBlock: "0.0.0.0/0",
          NatGatewayId: world.id(NAT, `${name}-nat-${ZONE}`),
        });
      await to("email");
      return () => to("web");
    },
  },
  {
    name: "a default route past the gateway",
    expected: {
      change: "changed",
      what: "aws/RouteTable",
      segment: "email",
      fields: ["routes"],
      rules: ["egress-bypass"],
    },
    async tamper(world) {
      const route = {
        RouteTableId: world.id(TABLE, `email-nat-${ZONE}-routes`),
        DestinationCidrBlock: "0.0.0.0/0",
      };
      const GatewayId = world.id("aws:ec2/internetGateway:InternetGateway", "edge");
      const NatGatewayId = world.id(NAT, `email-nat-${ZONE}`);
      await ec2(world).replaceRoute({ ...route, GatewayId });
      return () => ec2(world).replaceRoute({ ...route, NatGatewayId });
    },
  },
  {
    name: "a rule opened",
    expected: { change: "changed", what: "aws/SecurityGroup", segment: "web", rules: ["open-egress", "risky-port"] },
    async tamper(world) {
      const rule = { GroupId: world.id(GROUP, "web-firewall-egress"), IpPermissions: [anywhere(0, 65535)] };
      await ec2(world).authorizeSecurityGroupEgress(rule);
      return () => ec2(world).revokeSecurityGroupEgress(rule);
    },
  },
  {
    name: "a risky port opened",
    expected: { change: "changed", what: "aws/SecurityGroup", segment: "web", rules: ["risky-port"] },
    async tamper(world) {
      const rule = { GroupId: world.id(GROUP, "web-firewall-egress"), IpPermissions: [anywhere(25, 25)] };
      await ec2(world).authorizeSecurityGroupEgress(rule);
      return () => ec2(world).revokeSecurityGroupEgress(rule);
    },
  },
  {
    name: "a rule taken away",
    expected: { change: "changed", what: "aws/SecurityGroup", segment: "email" },
    async tamper(world) {
      const rule = { GroupId: world.id(GROUP, "email-firewall-egress"), IpPermissions: [anywhere(443, 443)] };
      await ec2(world).revokeSecurityGroupEgress(rule);
      return () => ec2(world).authorizeSecurityGroupEgress(rule);
    },
  },
  {
    name: "a group made by hand that lets leased space in",
    expected: { change: "unmanaged", what: "aws/SecurityGroup", segment: "email" },
    async tamper(world) {
      const made = await ec2(world).createSecurityGroup({
        GroupName: "by-hand",
        Description: "partners",
        VpcId: world.id("aws:ec2/vpc:Vpc", "edge"),
      });
      const permission = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "203.0.113.70/32" }] };
      await ec2(world).authorizeSecurityGroupIngress({ GroupId: made.GroupId, IpPermissions: [permission] });
      return () => ec2(world).deleteSecurityGroup({ GroupId: made.GroupId });
    },
  },
  {
    name: "a prefix list made by hand that names leased space",
    expected: { change: "unmanaged", what: "aws/ManagedPrefixList", segment: null },
    async tamper(world) {
      const { PrefixList } = await ec2(world).createManagedPrefixList({
        PrefixListName: "partners",
        AddressFamily: "IPv4",
        MaxEntries: 5,
        Entries: [{ Cidr: PREFIX }],
      });
      return () => ec2(world).deleteManagedPrefixList({ PrefixListId: PrefixList?.PrefixListId });
    },
  },
  {
    name: "flow logs deleted",
    expected: { change: "removed", what: "aws/FlowLog", segment: null, rules: ["flow-logs-off"] },
    async tamper(world) {
      const id = world.id("aws:ec2/flowLog:FlowLog", "edge-flow-log");
      const { FlowLogs } = await ec2(world).describeFlowLogs({ FlowLogIds: [id] });
      const [log] = FlowLogs ?? [];
      await ec2(world).deleteFlowLogs({ FlowLogIds: [id] });
      return async () => {
        const made = await ec2(world).createFlowLogs({
          ResourceIds: [log?.ResourceId ?? ""],
          ResourceType: "VPC",
          TrafficType: "ALL",
          LogDestinationType: "cloud-watch-logs",
          LogDestination: log?.LogDestination,
          DeliverLogsPermissionArn: log?.DeliverLogsPermissionArn,
          MaxAggregationInterval: log?.MaxAggregationInterval,
        });
        world.replaceId(id, made.FlowLogIds?.[0] ?? "");
      };
    },
  },
  {
    name: "an alert on privileged calls turned off",
    expected: {
      change: "changed",
      what: "aws/EventRule",
      segment: null,
      fields: ["state"],
      rules: ["control-plane-alerts-missing"],
    },
    async tamper(world) {
      const events = new EventBridge(world.moto.client());
      const Name = world.id("aws:cloudwatch/eventRule:EventRule", "edge-calls-nat");
      await events.disableRule({ Name });
      return () => events.enableRule({ Name });
    },
  },
];

const ofDns: readonly Tampering[] = [
  {
    name: "a reverse name changed",
    expected: { change: "changed", what: "dns/ptr", segment: "web" },
    async tamper({ knot }) {
      await knot.replace(REVERSE, "1", "PTR", ["other.example.com."]);
      return () => knot.replace(REVERSE, "1", "PTR", ["web.example.com."]);
    },
  },
  {
    name: "a reverse name taken away",
    expected: { change: "removed", what: "dns/ptr", segment: "email" },
    async tamper({ knot }) {
      await knot.replace(REVERSE, "64", "PTR", []);
      return () => knot.replace(REVERSE, "64", "PTR", ["email.example.com."]);
    },
  },
  {
    name: "a name that no longer leads back",
    expected: { change: "changed", what: "dns/ptr", segment: "email", fields: ["forward"] },
    async tamper({ knot }) {
      await knot.replace("example.com", "email", "A", ["198.51.100.64"]);
      return () => knot.replace("example.com", "email", "A", ["203.0.113.64"]);
    },
  },
  {
    name: "a reverse name for an address that had none",
    expected: { change: "changed", what: "dns/ptr", segment: "email", fields: ["names"], severity: "warning" },
    async tamper({ knot }) {
      await knot.replace(REVERSE, "77", "PTR", ["host77.example.com."]);
      return () => knot.replace(REVERSE, "77", "PTR", []);
    },
  },
  {
    name: "the reverse zone delegated elsewhere",
    expected: { change: "changed", what: "dns/delegation", segment: null },
    async tamper({ knot }) {
      await knot.replace(REVERSE, "@", "NS", ["ns2.example.com."]);
      return () => knot.replace(REVERSE, "@", "NS", ["ns.example.com."]);
    },
  },
];

const has = (asn: number, maxLength: number) => (seen: readonly { asn: number; maxLength: number }[]) =>
  seen.some((vrp) => vrp.asn === asn && vrp.maxLength === maxLength);

const ofRpki: readonly Tampering[] = [
  {
    name: "a ROA loosened",
    expected: {
      change: "changed",
      what: "rpki/roa",
      segment: null,
      fields: ["maxLength"],
      rules: ["loose-max-length"],
    },
    async tamper(world) {
      const tight = `${PREFIX} => 64496`;
      await world.krill.change("lessee", { remove: [tight], add: [`${PREFIX}-28 => 64496`] });
      await world.untilSeen(has(64496, 28));
      return async () => {
        await world.krill.change("lessee", { remove: [`${PREFIX}-28 => 64496`], add: [tight] });
        await world.untilSeen(has(64496, 24));
      };
    },
  },
  {
    name: "a ROA of a strange AS",
    expected: { change: "added", what: "rpki/roa", segment: null, rules: ["origin-mismatch"] },
    async tamper(world) {
      await world.krill.change("lessee", { add: [`${PREFIX} => 64511`] });
      await world.untilSeen(has(64511, 24));
      return async () => {
        await world.krill.change("lessee", { remove: [`${PREFIX} => 64511`] });
        await world.untilSeen((seen) => !has(64511, 24)(seen));
      };
    },
  },
  {
    name: "a ROA removed",
    expected: { change: "removed", what: "rpki/roa", segment: null, rules: ["roa-missing"] },
    async tamper(world) {
      await world.krill.change("lessee", { remove: [`${PREFIX} => 64496`] });
      await world.untilSeen((seen) => !has(64496, 24)(seen));
      return async () => {
        await world.krill.change("lessee", { add: [`${PREFIX} => 64496`] });
        await world.untilSeen(has(64496, 24));
      };
    },
  },
];

const ofBgp: readonly Tampering[] = [
  {
    name: "a more specific announced",
    expected: { change: "added", what: "bgp/route", segment: "web" },
    async tamper({ gobgp }) {
      await gobgp.command("global", "rib", "add", "203.0.113.0/26", "aspath", "64500");
      return () => gobgp.command("global", "rib", "del", "203.0.113.0/26");
    },
  },
  {
    name: "a strange origin",
    expected: { change: "added", what: "bgp/route", segment: null },
    async tamper({ gobgp }) {
      await gobgp.command("global", "rib", "add", PREFIX, "identifier", "7", "aspath", "64500 64511");
      return () => gobgp.command("global", "rib", "del", PREFIX, "identifier", "7");
    },
  },
  {
    name: "a route withdrawn",
    expected: { change: "removed", what: "bgp/route", segment: null },
    async tamper({ gobgp }) {
      await gobgp.command("global", "rib", "del", PREFIX);
      return () => gobgp.command("global", "rib", "add", PREFIX);
    },
  },
];

const ofReputation: readonly Tampering[] = [
  {
    name: "an address listed",
    expected: { change: "added", what: "reputation/listing", segment: "email" },
    async tamper({ blocklists }) {
      await blocklists.list(BLOCKLIST, "203.0.113.64", { code: "127.0.0.3" });
      return () => blocklists.delist(BLOCKLIST, "203.0.113.64");
    },
  },
  {
    name: "a range of the block listed",
    expected: { change: "added", what: "reputation/listing", segment: "web" },
    async tamper({ blocklists }) {
      await blocklists.list(BLOCKLIST, "203.0.113.2/32", { code: "127.0.0.4" });
      return () => blocklists.delist(BLOCKLIST, "203.0.113.2/32");
    },
  },
  {
    name: "the block on a list of hijacked networks",
    expected: { change: "added", what: "reputation/listing", segment: null },
    async tamper({ dropList }) {
      writeDropList(dropList, [PREFIX]);
      return async () => writeDropList(dropList, []);
    },
  },
];

/** At least one for everything that a drift run looks at. */
export const TAMPERINGS: readonly Tampering[] = [...ofAws, ...ofDns, ...ofRpki, ...ofBgp, ...ofReputation];
