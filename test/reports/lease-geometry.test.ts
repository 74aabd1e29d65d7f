import { UNKNOWN } from "../../graph/resource";
import { leaseGeometry } from "../../reports/lease-geometry";
import { reportedLeaseSchema } from "../../reports/reported-lease";
import { GraphBuilder } from "../facts/graph-builder";

test("segments lie where the program or the register puts them, addresses where resources allocate them", () => {
  const builder = new GraphBuilder();
  builder.block({
    segments: [
      { name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: { "eu-west-1b": "203.0.113.9" } },
    ],
  });
  builder.segment("mail", { prefixes: ["203.0.113.128/26", "203.0.113.64/26"], purpose: "email" });
  builder.add("aws:ec2/eip:Eip", "one", { address: "203.0.113.10", tags: { "leasehold:segment": "web" } });
  builder.add("aws:ec2/eip:Eip", "later", { address: UNKNOWN });
  const [lease, ...others] = leaseGeometry(builder.build().facts);
  expect(others).toEqual([]);
  expect(lease).toEqual(reportedLeaseSchema.parse(lease));
  expect(lease).toMatchObject({ id: "acme", prefix: "203.0.113.0/24", status: "active", declaredBy: "program" });
  expect(lease?.segments.map(({ name, purpose, prefixes }) => [name, purpose, ...prefixes]).sort()).toEqual([
    ["mail", "email", "203.0.113.64/26", "203.0.113.128/26"],
    ["web", "web", "203.0.113.0/26"],
  ]);
  expect(lease?.addresses.map(({ address, segment, resource }) => [address, segment, resource?.name ?? null])).toEqual([
    ["203.0.113.9", "web", null],
    ["203.0.113.10", "web", "one"],
  ]);
});

test("where a segment lies that is not known yet is nowhere, and its unknown purpose is none", () => {
  const builder = new GraphBuilder();
  builder.block({});
  builder.segment("fetch", { prefixes: UNKNOWN, purpose: UNKNOWN });
  expect(leaseGeometry(builder.build().facts)[0]?.segments).toEqual([
    { name: "fetch", purpose: null, status: null, prefixes: [] },
  ]);
});

test("no lease in view is no geometry", () => {
  expect(leaseGeometry(new GraphBuilder().build().facts)).toEqual([]);
});
