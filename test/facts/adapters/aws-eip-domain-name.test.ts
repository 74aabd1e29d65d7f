import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/eipDomainName:EipDomainName";
const EIP = "aws:ec2/eip:Eip";

test("a name is the allocation's", () => {
  const { reverseNames } = observe((graph) => {
    const eip = graph.add(EIP, "eip", { address: "203.0.113.9" });
    graph.add(TYPE, "one", { allocationId: ref(eip), domainName: "Mail.example.com" });
  });
  expect(reverseNames).toMatchObject([
    { allocations: { keys: [urnOf(EIP, "eip")] }, names: { value: ["mail.example.com"] } },
  ]);
});

test("an allocation and a name that nobody knows are unknown paths", () => {
  const [record] = observeOne(TYPE, { allocationId: UNKNOWN, domainName: UNKNOWN }).reverseNames;
  expect(record?.address.unknown).toEqual([`${urnOf(TYPE)}#allocationId`]);
  expect(record?.names.unknown).toEqual([`${urnOf(TYPE)}#domainName`]);
});

test("a trailing dot and upper case are the same name", () => {
  expect(
    observeOne(TYPE, { allocationId: "eipalloc-1", domainName: "MAIL.example.COM." }).reverseNames[0]?.names.value,
  ).toEqual(["mail.example.com"]);
});
