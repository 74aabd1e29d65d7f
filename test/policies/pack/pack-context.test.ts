import type { Resource } from "../../../graph/resource";
import { PackContext } from "../../../policies/pack/pack-context";
import { declaration } from "../fact-makers";
import { graphOf, registerOf, resource } from "../resource-maker";

const names = (context: PackContext, of: Resource) =>
  context.around(graphOf(of))?.graph.resources.map(({ name }) => name);

const block = resource("leasehold:index:LeasedBlock", "edge", {
  lease: { status: "active", term: { end: "2027-12-31" } },
});
const segment = resource("leasehold:index:EgressSegment", "web", {}, { parent: block.urn });
const firewall = resource("leasehold:index:EgressFirewall", "web-firewall", {}, { parent: segment.urn });
const rule = resource(
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "web-out",
  {},
  { parent: firewall.urn },
);
const list = resource("aws:ec2/managedPrefixList:ManagedPrefixList", "partners");
const bucket = resource("aws:s3/bucket:Bucket", "logs");

const today = "2026-11-20";
const released = declaration({ id: "old", prefix: "198.51.100.0/24", status: "released" });

function seen(context: PackContext, ...resources: Resource[]): PackContext {
  for (const one of resources) context.add(one);
  return context;
}

test("a firewall rule is judged with its ancestors, the segments and the lists seen before", () => {
  const context = seen(new PackContext(registerOf(), today), block, segment, firewall, list, bucket, rule);
  expect(names(context, rule)).toEqual(["edge", "web", "partners", "web-firewall", "web-out"]);
});

test("any other resource is judged only where some lease is over", () => {
  expect(names(seen(new PackContext(registerOf(declaration()), today), block), bucket)).toBeUndefined();
  expect(names(seen(new PackContext(registerOf(released), today), block), bucket)).toEqual(["edge", "logs"]);
});

test("a block of the program that is over, or may be, counts as one of the register does", () => {
  const over = { ...block, inputs: { lease: { status: "active", term: { end: "2026-11-19" } } } };
  const unknown = { ...block, inputs: { lease: { status: "active" } } };
  expect(names(seen(new PackContext(registerOf(), today), over), bucket)).toEqual(["edge", "logs"]);
  expect(names(seen(new PackContext(registerOf(), today), unknown), bucket)).toEqual(["edge", "logs"]);
});

test("references are judged by the leases that are over and those that hold their space now", () => {
  const successor = declaration({ id: "new", prefix: "198.51.100.0/25" });
  const context = new PackContext(registerOf(declaration(), released, successor), today);
  expect(context.around(graphOf(bucket))?.register.leases.map(({ id }) => id)).toEqual(["old", "new"]);
  expect(context.around(graphOf(rule))?.register.leases).toHaveLength(3);
});
