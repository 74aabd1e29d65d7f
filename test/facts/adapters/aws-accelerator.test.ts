import { UNKNOWN } from "../../../graph/resource";
import { observeOne, urnOf } from "../observe";

const TYPE = "aws:globalaccelerator/accelerator:Accelerator";

test("each chosen address is allocated and used", () => {
  const { allocations, uses } = observeOne(TYPE, { ipAddresses: ["203.0.113.9", "203.0.113.10"] });
  expect(allocations.map(({ key }) => key)).toEqual([`${urnOf(TYPE)}#ipAddresses[0]`, `${urnOf(TYPE)}#ipAddresses[1]`]);
  expect(uses.map(({ as }) => as)).toEqual(["accelerator", "accelerator"]);
});

test("an address that nobody knows is undetermined", () => {
  expect(observeOne(TYPE, { ipAddresses: [UNKNOWN] }).allocations[0]?.address.unknown).toEqual([
    `${urnOf(TYPE)}#ipAddresses[0]`,
  ]);
});

test("a mapped address is the IPv4 address", () => {
  expect(observeOne(TYPE, { ipAddresses: ["::FFFF:203.0.113.9"] }).allocations[0]?.address.value).toMatchObject({
    family: 4,
    length: 32,
  });
});
