import fc from "fast-check";
import { type Graph, type Properties, type Resource, UNKNOWN } from "../../../graph/resource";
import {
  desiredSurface,
  surfaceDigest,
  surfaceOf,
  surfaceSchema,
  surfaceSummary,
  unexplained,
} from "../../../policies/approvals/surface";
import { surfaceChanges } from "../../../policies/approvals/surface-changes";
import { graphOf, resource } from "../resource-maker";

const EIP = "aws:ec2/eip:Eip";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const address = (changes: Partial<Resource> = {}) =>
  resource(EIP, "address", { domain: "vpc", address: "203.0.113.10" }, changes);
const other = (changes: Partial<Resource> = {}) => resource(EIP, "other", { domain: "vpc" }, changes);
const deployed = { id: "eipalloc-1111", outputs: { publicIp: "198.51.100.7", arn: "arn:aws:ec2:::eipalloc-1111" } };
const deployedOther = { id: "eipalloc-2222", outputs: { publicIp: "198.51.100.8" } };

/** A group whose one property holds literals, references and text with a reference in it. */
const group = (inputs: Properties, from: readonly string[] = [address().urn]) =>
  resource(GROUP, "group", inputs, { propertyDependencies: { egress: from, ingress: [] } });

const digest = (graph: Graph): string => surfaceDigest(surfaceOf(desiredSurface(graph)));
/** Whether what was approved in a preview holds for another look at the stack. */
const holds = (before: Graph, after: Graph): boolean => {
  const approved = surfaceOf(desiredSurface(before));
  return surfaceDigest(surfaceOf(desiredSurface(after), approved)) === surfaceDigest(approved);
};

const preview = graphOf(
  address(),
  other(),
  group({ egress: [{ fromPort: 443, cidrBlocks: ["192.0.2.0/24"], peer: UNKNOWN, note: UNKNOWN }] }),
);
const up = (egress: Properties, from?: readonly string[]) =>
  graphOf(address(deployed), other(deployedOther), group({ egress: [egress] }, from));
const known = { fromPort: 443, cidrBlocks: ["192.0.2.0/24"], peer: "eipalloc-1111", note: "for 198.51.100.7/32" };

test("a value that became known is the reference that it was", () => {
  expect(holds(preview, up(known))).toBe(true);
});

test.each<[string, Properties, string[]]>([
  ["a literal beside references changes", { ...known, fromPort: 444 }, [address().urn]],
  ["a literal inside a list beside references changes", { ...known, cidrBlocks: ["192.0.2.0/25"] }, [address().urn]],
  ["a literal takes the place of a reference", { ...known, peer: "eipalloc-9999" }, [address().urn]],
  ["a value is added", { ...known, toPort: 443 }, [address().urn]],
  ["a value is taken away", { fromPort: 443, cidrBlocks: ["192.0.2.0/24"], peer: "eipalloc-1111" }, [address().urn]],
  ["it comes from another resource", { ...known, peer: "eipalloc-2222", note: "eipalloc-2222" }, [other().urn]],
  ["it comes from a further resource", known, [address().urn, other().urn]],
  ["it comes from no resource any more", known, []],
])("another surface: %s", (_, egress, from) => {
  expect(holds(preview, up(egress, from))).toBe(false);
});

test("a reference that stands for a whole property may turn out to be anything that comes from there", () => {
  const before = graphOf(address(), group({ egress: UNKNOWN }));
  const after = graphOf(address(deployed), group({ egress: [{ fromPort: 443, cidrBlocks: ["192.0.2.0/24"] }] }));
  expect(holds(before, after)).toBe(true);
  expect(holds(before, graphOf(address(deployed), group({ egress: [{ fromPort: 443 }] }, [other().urn])))).toBe(false);
});

test("an unknown value that comes from no resource holds for nothing, and is named", () => {
  const before = graphOf(group({ egress: [{ peer: UNKNOWN }] }, []));
  expect(unexplained(surfaceOf(desiredSurface(before)))).toEqual(["group.egress[0].peer"]);
  expect(holds(before, graphOf(group({ egress: [{ peer: "10.0.0.0/8" }] }, [])))).toBe(false);
});

test("an answer from another stack is a reference to it", () => {
  const stack = resource(
    "pulumi:pulumi:StackReference",
    "network",
    { outputs: { peer: "eipalloc-7777" } },
    { operation: "read" },
  );
  const offline = graphOf(stack, group({ egress: [{ peer: "eipalloc-7777" }] }, [stack.urn]));
  const online = graphOf(
    { ...stack, inputs: { outputs: { peer: "eipalloc-8888" } } },
    group({ egress: [{ peer: "eipalloc-8888" }] }, [stack.urn]),
  );
  expect(holds(offline, online)).toBe(true);
});

test("provider defaults, derived tags and absent values are no part of it", () => {
  const bare = graphOf(resource(EIP, "address", { domain: "vpc" }));
  const filled = graphOf(
    resource(
      EIP,
      "address",
      { domain: "vpc", region: "eu-west-1", tagsAll: { a: "b" }, tags: null },
      { defaulted: ["region"] },
    ),
  );
  expect(digest(filled)).toBe(digest(bare));
});

test("443 and its text are one wish; a hole in a list is not nothing", () => {
  const of = (egress: Properties[string]) => digest(graphOf(group({ egress })));
  expect(of([{ fromPort: "443" }])).toBe(of([{ fromPort: 443 }]));
  expect(of(["192.0.2.1/32", null])).not.toBe(of(["192.0.2.1/32"]));
  expect(of([])).not.toBe(of("[]"));
  expect(of({})).not.toBe(of([]));
});

test("a removal changes the digest, and so do project and stack", () => {
  expect(digest(graphOf(address()))).not.toBe(digest(graphOf(address(), other())));
  expect(digest({ ...graphOf(address()), stack: "prod" })).not.toBe(digest(graphOf(address())));
  expect(digest({ ...graphOf(address()), project: "mail" })).not.toBe(digest(graphOf(address())));
});

test("what is only read, deleted, or not privileged is no part of it", () => {
  const more = graphOf(
    address(),
    other({ operation: "read" }),
    resource(GROUP, "gone", {}, { operation: "delete" }),
    resource("aws:s3/bucket:Bucket", "logs"),
    resource("aws:route53/record:Record", "www", { type: "A", name: "www" }),
  );
  expect(digest(more)).toBe(digest(graphOf(address())));
  expect(digest(graphOf(address(), resource("aws:route53/record:Record", "ptr", { type: "ptr" })))).not.toBe(
    digest(more),
  );
  expect(digest(graphOf(address(), resource("aws:route53/record:Record", "any", { type: UNKNOWN })))).not.toBe(
    digest(more),
  );
});

test("of a lease, contacts and routing count, and its owner or evidence do not", () => {
  const lease = {
    id: "edge",
    prefix: "203.0.113.0/24",
    contacts: { abuse: "abuse@example.com" },
    owner: { team: "a" },
  };
  const block = (changes: Properties) =>
    graphOf(resource("leasehold:index:LeasedBlock", "edge", { lease: { ...lease, ...changes } }));
  expect(digest(block({ owner: { team: "b" } }))).toBe(digest(block({})));
  expect(digest(block({ contacts: { abuse: "other@example.com" } }))).not.toBe(digest(block({})));
  expect(digest(block({ routing: { announcedBy: "aws", origins: [64500] } }))).not.toBe(digest(block({})));
});

const value = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean());
const inputs = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(value, fc.array(value, { maxLength: 3 })), {
  minKeys: 1,
  maxKeys: 5,
});

test("the order of resources and keys, outputs and strangers change nothing", () => {
  fc.assert(
    fc.property(fc.array(inputs, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat()), (all, random) => {
      const resources = all.map((one, index) => resource(GROUP, `g${index}`, one as Properties));
      const shuffled = resources
        .map((one) => ({ ...one, inputs: Object.fromEntries(Object.entries(one.inputs).reverse()) }))
        .map((one) => ({ key: random.next().value as number, one }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => ({ ...one, id: "sg-1", outputs: { arn: "x" } }));
      const stranger = resource("aws:s3/bucket:Bucket", "logs", { a: "b" });
      expect(digest(graphOf(stranger, ...shuffled))).toBe(digest(graphOf(...resources)));
    }),
  );
});

test("any change of any privileged input changes it", () => {
  fc.assert(
    fc.property(inputs, value, fc.nat(), (before, replacement, pick) => {
      const keys = Object.keys(before);
      const key = keys[pick % keys.length] as string;
      const old = before[key];
      fc.pre(String(replacement) !== String(old));
      const changed = { ...before, [key]: replacement } as Properties;
      const { [key]: _, ...less } = before as Properties;
      const first = digest(graphOf(resource(GROUP, "g", before as Properties)));
      expect(digest(graphOf(resource(GROUP, "g", changed)))).not.toBe(first);
      expect(digest(graphOf(resource(GROUP, "g", less)))).not.toBe(first);
    }),
  );
});

test("no value that is not an address, number or name is in it", () => {
  const surface = surfaceOf(
    desiredSurface(
      graphOf(resource(GROUP, "g", { description: "hunter2 secret", fromPort: 443, cidr: "192.0.2.0/24" })),
    ),
  );
  expect(JSON.stringify(surface)).not.toContain("hunter2");
  expect(surface.resources[0]?.values).toMatchObject({ fromPort: "=443", cidr: "=192.0.2.0/24" });
  expect(surfaceSchema.parse(JSON.parse(JSON.stringify(surface)))).toEqual(surface);
  expect(surfaceSummary(surface)).toEqual({ firewall: 1 });
});

test("a key named like a built-in is a key like any other", () => {
  const builtIn = graphOf(resource(GROUP, "g", { constructor: "a", toString: "b" } as unknown as Properties));
  expect(desiredSurface(builtIn).resources[0]?.properties).toHaveLength(2);
  const odd = JSON.parse('{"__proto__": "192.0.2.1", "constructor": {"x": 1}}') as Properties;
  expect(digest(graphOf(resource(GROUP, "g", { tags: odd })))).not.toBe(
    digest(graphOf(resource(GROUP, "g", { tags: {} }))),
  );
});

test("changes are told in words, and hidden values only as changed", () => {
  const surface = (...resources: Resource[]) => surfaceOf(desiredSurface(graphOf(...resources)));
  const before = surface(address(), group({ egress: [{ fromPort: 443, note: "a" }] }, []));
  const after = surface(other(), group({ egress: [{ fromPort: 444, note: "b", peer: UNKNOWN }] }));
  expect(surfaceChanges(before, after)).toEqual([
    "adds other (Eip, address): domain vpc",
    "changes egress[0].fromPort of group (SecurityGroup, firewall) from 443 to 444",
    "changes egress[0].note of group (SecurityGroup, firewall) (the values are not shown)",
    "sets egress[0].peer of group (SecurityGroup, firewall) to a value of address",
    "removes address (Eip, address)",
  ]);
  expect(surfaceChanges(after, after)).toEqual([]);
});
