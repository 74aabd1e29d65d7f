import { unknownCheckingProxy } from "@pulumi/policy";
import { graphFromResourceArgs, graphFromStackArgs, markUnknowns, RecordedInputs } from "../../graph/policy-pack";
import { UNKNOWN } from "../../graph/resource";

/** What the engine puts in place of an unknown string. */
const ABSENT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const opts = { protect: false, parent: urn("pulumi:pulumi:Stack", "shop-dev") };

const eip = {
  type: "aws:ec2/eip:Eip",
  name: "web",
  urn: urn("aws:ec2/eip:Eip", "web"),
  opts: { ...opts, protect: true },
  provider: {},
  props: unknownCheckingProxy({ address: "192.0.2.1", tags: { team: "edge" } }),
};

describe("the properties a policy is given", () => {
  it("are copied around every unknown, which is marked and named", () => {
    const props = unknownCheckingProxy({
      known: "203.0.113.9",
      hidden: ABSENT,
      list: ["a", ABSENT, { deep: ABSENT, shown: 2 }],
      __defaults: [],
      nothing: null,
    });
    expect(markUnknowns(props)).toEqual({
      props: {
        known: "203.0.113.9",
        hidden: UNKNOWN,
        list: ["a", UNKNOWN, { deep: UNKNOWN, shown: 2 }],
        nothing: null,
      },
      unknownPaths: ["hidden", "list[1]", "list[2].deep"],
    });
  });

  it("count an asset as unknown, since its contents are out of view", () => {
    const asset = { __pulumiAsset: true, text: Promise.resolve("192.0.2.1") };
    expect(markUnknowns(unknownCheckingProxy({ source: asset })).props).toEqual({ source: UNKNOWN });
  });
});

describe("the graph of a resource policy's arguments", () => {
  it("is the resource with its inputs", () => {
    expect(graphFromResourceArgs(eip)).toEqual({
      project: "shop",
      stack: "dev",
      resources: [
        expect.objectContaining({
          urn: eip.urn,
          custom: true,
          protect: true,
          parent: opts.parent,
          inputs: { address: "192.0.2.1", tags: { team: "edge" } },
          outputs: {},
        }),
      ],
    });
  });

  it("is a component where no provider manages it", () => {
    const component = { ...eip, type: "leasehold:index:NatEgress", provider: undefined };
    expect(graphFromResourceArgs(component).resources[0]).toMatchObject({ custom: false });
  });
});

describe("the graph of a stack policy's arguments", () => {
  const nat = {
    type: "aws:ec2/natGateway:NatGateway",
    name: "nat",
    urn: urn("aws:ec2/natGateway:NatGateway", "nat"),
    opts,
    provider: {},
    props: unknownCheckingProxy({ allocationId: ABSENT, id: ABSENT, publicIp: ABSENT }),
    dependencies: [{ urn: eip.urn }],
    propertyDependencies: { allocationId: [{ urn: eip.urn }] },
  };
  const answered = unknownCheckingProxy({
    address: "192.0.2.1",
    tags: { team: "edge" },
    publicIp: "192.0.2.1",
    arn: ABSENT,
    id: "eipalloc-1",
  });
  const stackEip = { ...eip, props: answered, dependencies: [], propertyDependencies: {} };

  it("takes inputs from the resource policies, so that what a provider computes is no unknown input", () => {
    const recorded = new RecordedInputs();
    recorded.record(eip);
    recorded.record({ ...nat, props: unknownCheckingProxy({ allocationId: ABSENT }) });
    const [first, second] = graphFromStackArgs({ resources: [stackEip, nat] }, recorded).resources;
    expect(first).toMatchObject({
      inputs: { address: "192.0.2.1" },
      outputs: { publicIp: "192.0.2.1" },
      id: "eipalloc-1",
    });
    expect(first?.outputs).toEqual({ publicIp: "192.0.2.1" });
    expect(second?.inputs).toEqual({ allocationId: UNKNOWN });
    expect(second?.id).toBeUndefined();
    expect(second?.propertyDependencies).toEqual({ allocationId: [eip.urn] });
  });

  it("lets outputs stand for inputs that nobody recorded, unknowns included", () => {
    expect(graphFromStackArgs({ resources: [nat] }).resources[0]?.inputs).toEqual({
      allocationId: UNKNOWN,
      publicIp: UNKNOWN,
    });
  });

  it("puts a parent before its children", () => {
    const child = { ...nat, parent: { urn: stackEip.urn } };
    const order = graphFromStackArgs({ resources: [child, stackEip] }).resources.map((resource) => resource.name);
    expect(order).toEqual(["web", "nat"]);
  });

  it("of an empty stack is empty", () => {
    expect(graphFromStackArgs({ resources: [] }).resources).toEqual([]);
  });
});
