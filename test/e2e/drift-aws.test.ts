import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { EC2 } from "@aws-sdk/client-ec2";
import { compare } from "../../drift/compare/compare";
import { type Declared, declare } from "../../drift/declared";
import type { DriftItem } from "../../drift/drift-item";
import type { Observation, Observer } from "../../drift/observer";
import { createAwsObserver } from "../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../drift/observers/aws/aws-settings";
import { graphFromStackExport } from "../../graph/stack-export";
import { loadRegister } from "../../register/load";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { describeWith } from "../testbed/tools";

jest.setTimeout(300_000);
const PROGRAM = resolve(__dirname, "../programs/drift-aws");
const REGION = "eu-west-1";

describeWith(["pulumi", "moto_server"], "what drifts on AWS", () => {
  let engine: Engine;
  let moto: Moto;
  let ec2: EC2;
  let declared: Declared;
  let observer: Observer;

  beforeAll(async () => {
    engine = new Engine(TRANSPILE_ONLY);
    moto = await Moto.start();
    const { EC2: Client } = await import("@aws-sdk/client-ec2");
    ec2 = new Client(moto.client(REGION));
    const project = engine.project(PROGRAM, { env: moto.environment });
    const run = await project.up({ skipPreview: true });
    if (run.code !== 0) throw new Error(run.output);
    const exported: unknown = await project.exportState();
    const graph = graphFromStackExport(exported as Record<string, unknown>, "the stack's state");
    declared = declare(graph, await loadRegister(resolve(PROGRAM, "leases.json")), "2026-11-22");
    observer = createAwsObserver(awsSettingsSchema.parse({}), {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });
  });
  afterAll(async () => {
    await moto.stop();
    ec2.destroy();
    engine.dispose();
  });

  const look = () => observer.observe(declared, { signal: AbortSignal.timeout(60_000), now: new Date() });

  /** What differs: `changed Eip 203.0.113.9 usedBy of office/web`. */
  const lines = ({ items, unseen }: Observation): string[] => {
    const looks = [{ observer, observation: { items, unseen } }];
    return compare(observer.expect(declared), looks).differences.map(({ change, item, changes }) => {
      const fields = change === "changed" ? changes.map(({ field }) => ` ${field}`).join("") : "";
      return `${change} ${item.type.split(":").at(-1)} ${item.id}${fields} of ${item.lease}/${item.segment}`;
    });
  };

  /** The one declared item of a type that some test picks. */
  const find = (type: string, holds: (item: DriftItem) => boolean = () => true): DriftItem => {
    const found = observer.expect(declared).filter((item) => item.type.endsWith(`:${type}`) && holds(item));
    if (found[0] === undefined) throw new Error(`no ${type} is declared`);
    return found[0];
  };
  const ofSegment = (segment: string) => (item: DriftItem) => item.segment === segment;

  test("is nothing at first, of everything that is looked at", async () => {
    const seen = await look();
    expect(seen.unseen).toEqual([]);
    expect(lines(seen)).toEqual([]);
    const kinds = new Set(observer.expect(declared).map(({ type }) => type.split(":").at(-1)));
    expect([...kinds].sort()).toEqual([
      "Eip",
      "EventRule",
      "FlowLog",
      "ManagedPrefixList",
      "NatGateway",
      "NetworkAcl",
      "Policy",
      "Role",
      "RouteTable",
      "SecurityGroup",
    ]);
  });

  /** One thing that somebody does by hand, what is told of it, and how it is undone. */
  interface Tampering {
    readonly what: string;
    /** @returns the one line, and what takes it back. */
    readonly tamper: () => Promise<{ readonly line: string; readonly undo: () => Promise<unknown> }>;
  }

  const table = () => find("RouteTable", (item) => item.segment === "web");
  const group = (segment: string) =>
    find("SecurityGroup", (item) => item.segment === segment && item.name !== inside().name);
  const inside = () => find("SecurityGroup", ({ resource }) => resource?.name === "inside");
  const webRule = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
  const vpcOf = async () =>
    (await ec2.describeRouteTables({ RouteTableIds: [table().id] })).RouteTables?.[0]?.VpcId ?? "";
  const webSubnet = () => (table().fields.subnets as readonly string[])[0] ?? "";

  const TAMPERINGS: readonly Tampering[] = [
    {
      what: "an address in the block that somebody allocates",
      async tamper() {
        const { AllocationId } = await ec2.allocateAddress({ Domain: "vpc", Address: "203.0.113.77" });
        const undo = () => ec2.releaseAddress({ AllocationId });
        return { line: "unmanaged Eip 203.0.113.77 of office/admin", undo };
      },
    },
    {
      what: "an address of a lease that was given back",
      async tamper() {
        const { AllocationId } = await ec2.allocateAddress({ Domain: "vpc", Address: "198.51.100.7" });
        const undo = () => ec2.releaseAddress({ AllocationId });
        return { line: "unmanaged Eip 198.51.100.7 of depot/null", undo };
      },
    },
    {
      what: "the spare address, associated by hand",
      async tamper() {
        const made = await ec2.createNetworkInterface({ SubnetId: webSubnet() });
        const NetworkInterfaceId = made.NetworkInterface?.NetworkInterfaceId ?? "";
        const { AllocationId } = await allocation("203.0.113.9");
        const { AssociationId } = await ec2.associateAddress({ AllocationId, NetworkInterfaceId });
        const undo = async () => {
          await ec2.disassociateAddress({ AssociationId });
          await ec2.deleteNetworkInterface({ NetworkInterfaceId });
        };
        return { line: "changed Eip 203.0.113.9 usedBy of office/web", undo };
      },
    },
    {
      what: "a gateway that somebody makes of the spare address",
      async tamper() {
        const { AllocationId } = await allocation("203.0.113.9");
        const made = await ec2.createNatGateway({ SubnetId: webSubnet(), AllocationId });
        const NatGatewayId = made.NatGateway?.NatGatewayId ?? "";
        const undo = async () => {
          await ec2.deleteNatGateway({ NatGatewayId });
          await ec2.disassociateAddress({ AssociationId: (await allocation("203.0.113.9")).AssociationId });
        };
        return { line: "changed Eip 203.0.113.9 usedBy of office/web", undo };
      },
    },
    {
      what: "an address whose segment tag was changed",
      async tamper() {
        const { AllocationId = "" } = await allocation("203.0.113.9");
        const tag = (Value: string) =>
          ec2.createTags({ Resources: [AllocationId], Tags: [{ Key: "leasehold:segment", Value }] });
        await tag("admin");
        return { line: "changed Eip 203.0.113.9 segmentTag of office/web", undo: () => tag("web") };
      },
    },
    {
      what: "a gateway whose lease tag is gone",
      async tamper() {
        const { id } = find("NatGateway", ofSegment("admin"));
        await ec2.deleteTags({ Resources: [id], Tags: [{ Key: "leasehold:lease" }] });
        const undo = () => ec2.createTags({ Resources: [id], Tags: [{ Key: "leasehold:lease", Value: "office" }] });
        return { line: `changed NatGateway ${id} leaseTag of office/admin`, undo };
      },
    },
    {
      what: "a default route that leads through the other segment's gateway",
      async tamper() {
        const route = (segment: string) =>
          ec2.replaceRoute({
            RouteTableId: table().id,
            DestinationCidrBlock: "0.0.0.0/0",
            NatGatewayId: find("NatGateway", ofSegment(segment)).id,
          });
        await route("admin");
        return { line: `changed RouteTable ${table().id} routes of office/web`, undo: () => route("web") };
      },
    },
    {
      what: "a route that somebody adds",
      async tamper() {
        const RouteTableId = table().id;
        const NatGatewayId = find("NatGateway", ofSegment("web")).id;
        const DestinationCidrBlock = "192.0.2.0/24";
        await ec2.createRoute({ RouteTableId, DestinationCidrBlock, NatGatewayId });
        const undo = () => ec2.deleteRoute({ RouteTableId, DestinationCidrBlock });
        return { line: `changed RouteTable ${RouteTableId} routes of office/web`, undo };
      },
    },
    {
      what: "a subnet that somebody gives a segment's table",
      async tamper() {
        const made = await ec2.createSubnet({ VpcId: await vpcOf(), CidrBlock: "10.20.99.0/24" });
        const SubnetId = made.Subnet?.SubnetId ?? "";
        const { AssociationId } = await ec2.associateRouteTable({ RouteTableId: table().id, SubnetId });
        const undo = async () => {
          await ec2.disassociateRouteTable({ AssociationId });
          await ec2.deleteSubnet({ SubnetId });
        };
        return { line: `changed RouteTable ${table().id} subnets of office/web`, undo };
      },
    },
    {
      what: "a table in no stack that leads through a segment's gateway",
      async tamper() {
        const { RouteTable } = await ec2.createRouteTable({ VpcId: await vpcOf() });
        const RouteTableId = RouteTable?.RouteTableId ?? "";
        const NatGatewayId = find("NatGateway", ofSegment("web")).id;
        await ec2.createRoute({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId });
        const undo = () => ec2.deleteRouteTable({ RouteTableId });
        return { line: `unmanaged RouteTable ${RouteTableId} of office/web`, undo };
      },
    },
    {
      what: "an outgoing rule that somebody opens",
      async tamper() {
        const GroupId = group("web").id;
        const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
        await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions });
        const undo = () => ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions });
        return { line: `changed SecurityGroup ${GroupId} egress of office/web`, undo };
      },
    },
    {
      what: "an outgoing rule that somebody takes away",
      async tamper() {
        const GroupId = group("admin").id;
        await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: [webRule] });
        const undo = () => ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions: [webRule] });
        return { line: `changed SecurityGroup ${GroupId} egress of office/admin`, undo };
      },
    },
    {
      what: "an incoming rule that somebody opens",
      async tamper() {
        const GroupId = inside().id;
        const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, Ipv6Ranges: [{ CidrIpv6: "::/0" }] }];
        await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
        const undo = () => ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
        return { line: `changed SecurityGroup ${GroupId} ingress of office/web`, undo };
      },
    },
    {
      what: "a group in no stack that lets the released lease in",
      async tamper() {
        const ask = { GroupName: "allowlist", Description: "partners", VpcId: await vpcOf() };
        const { GroupId = "" } = await ec2.createSecurityGroup(ask);
        const IpPermissions = [
          { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "198.51.100.0/25" }] },
        ];
        await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
        const undo = () => ec2.deleteSecurityGroup({ GroupId });
        return { line: `unmanaged SecurityGroup ${GroupId} of depot/null`, undo };
      },
    },
    {
      what: "an entry of a network ACL that somebody opens",
      async tamper() {
        const NetworkAclId = find("NetworkAcl", ofSegment("web")).id;
        const entry = { NetworkAclId, RuleNumber: 90, Egress: true };
        await ec2.createNetworkAclEntry({ ...entry, Protocol: "-1", RuleAction: "allow", CidrBlock: "0.0.0.0/0" });
        const undo = () => ec2.deleteNetworkAclEntry(entry);
        return { line: `changed NetworkAcl ${NetworkAclId} entries of office/web`, undo };
      },
    },
    {
      what: "an entry that somebody adds to a prefix list",
      async tamper() {
        const { id: PrefixListId } = find("ManagedPrefixList");
        const version = async () =>
          (await ec2.describeManagedPrefixLists({ PrefixListIds: [PrefixListId] })).PrefixLists?.[0]?.Version;
        const Cidr = "192.0.2.128/25";
        await ec2.modifyManagedPrefixList({ PrefixListId, CurrentVersion: await version(), AddEntries: [{ Cidr }] });
        const undo = async () =>
          ec2.modifyManagedPrefixList({ PrefixListId, CurrentVersion: await version(), RemoveEntries: [{ Cidr }] });
        return { line: `changed ManagedPrefixList ${PrefixListId} entries of office/web`, undo };
      },
    },
    {
      what: "an alert that somebody turns off",
      async tamper() {
        const { EventBridge } = await import("@aws-sdk/client-eventbridge");
        const events = new EventBridge(moto.client(REGION));
        const { id: Name } = find("EventRule", ({ id }) => id.includes("firewall"));
        await events.disableRule({ Name });
        return { line: `changed EventRule ${Name} state of office/null`, undo: () => events.enableRule({ Name }) };
      },
    },
    {
      what: "a policy that somebody attaches to a role",
      async tamper() {
        const { IAM } = await import("@aws-sdk/client-iam");
        const iam = new IAM(moto.client());
        const PolicyDocument =
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}';
        const { Policy } = await iam.createPolicy({ PolicyName: "more", PolicyDocument });
        const PolicyArn = Policy?.Arn ?? "";
        await iam.attachRolePolicy({ RoleName: "deployer", PolicyArn });
        const undo = async () => {
          await iam.detachRolePolicy({ RoleName: "deployer", PolicyArn });
          await iam.deletePolicy({ PolicyArn });
        };
        return { line: "changed Role deployer policies of null/null", undo };
      },
    },
    {
      what: "another version of the policy on privileged actions",
      async tamper() {
        const { IAM } = await import("@aws-sdk/client-iam");
        const iam = new IAM(moto.client());
        const { id: PolicyArn } = find("Policy");
        const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
        const made = await iam.createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true });
        const undo = async () => {
          await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v1" });
          await iam.deletePolicyVersion({ PolicyArn, VersionId: made.PolicyVersion?.VersionId });
        };
        return { line: `changed Policy ${PolicyArn} document of office/null`, undo };
      },
    },
  ];

  const allocation = async (address: string) => {
    const { Addresses } = await ec2.describeAddresses({ PublicIps: [address] });
    return Addresses?.[0] ?? {};
  };

  test.each(TAMPERINGS)("$what is one difference, until it is undone", async ({ tamper }) => {
    const { line, undo } = await tamper();
    const seen = await look();
    expect(lines(seen)).toEqual([line]);
    expect(seen.unseen).toEqual([]);
    await undo();
    expect(lines(await look())).toEqual([]);
  });

  // What cannot be undone comes last.
  test("flow logs that somebody deletes are one difference", async () => {
    const { id } = find("FlowLog");
    await ec2.deleteFlowLogs({ FlowLogIds: [id] });
    expect(lines(await look())).toEqual([`removed FlowLog ${id} of office/null`]);
  });
});

describeWith(["pulumi", "moto_server"], "what moto does not answer", () => {
  test("is unseen, each by its type and region, and the rest is compared", async () => {
    const engine = new Engine(TRANSPILE_ONLY);
    const moto = await Moto.start();
    try {
      const stack = resolve(__dirname, "../../stacks/quickstart");
      const project = engine.project(stack, { env: moto.environment });
      const run = await project.up({ skipPreview: true });
      if (run.code !== 0) throw new Error(run.output);
      const exported: unknown = await project.exportState();
      const graph = graphFromStackExport(exported as Record<string, unknown>, "the stack's state");
      const declared = declare(graph, await loadRegister(resolve(stack, "leases.json")), "2026-11-22");
      const observer = createAwsObserver(awsSettingsSchema.parse({ tries: 1 }), {
        AWS_ENDPOINT_URL: moto.endpoint,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
      });
      const seen = await observer.observe(declared, { signal: AbortSignal.timeout(60_000), now: new Date() });
      expect(seen.unseen.map(({ covers }) => covers)).toEqual([
        { type: "aws:networkfirewall/ruleGroup:RuleGroup", scope: REGION },
        { type: "byoip", id: "203.0.113.0/24" },
      ]);
      const { differences } = compare(observer.expect(declared), [{ observer, observation: seen }]);
      expect(differences.map(({ change }) => change)).toEqual(["unobserved", "unobserved"]);
    } finally {
      await moto.stop();
      engine.dispose();
      rmSync(resolve(__dirname, "../../stacks/quickstart/roa-requests"), { recursive: true, force: true });
    }
  });
});
