import { output } from "@pulumi/pulumi";
import { pauseMessage, usesExistingAddress } from "../../../components/nat-egress/egress-pause";

test("a gateway made with an address that exists is one that is replaced, or takes over from another", () => {
  expect(usesExistingAddress({ allocationId: "eipalloc-1" })).toBe(true);
  expect(usesExistingAddress({ availabilityZoneAddresses: [{ allocationIds: ["eipalloc-1"] }] })).toBe(true);
});

test("a gateway whose address does not exist yet pauses nothing", () => {
  expect(usesExistingAddress({ allocationId: output("unknown in a preview") as never })).toBe(false);
  expect(usesExistingAddress({ availabilityZoneAddresses: [{ allocationIds: [] }, {}] })).toBe(false);
  expect(usesExistingAddress(undefined)).toBe(false);
});

test("the notice names the segment and the gateway, and that addresses stay", () => {
  const message = pauseMessage("web", "web-nat-eu-west-1a");
  expect(message).toMatch(/^egress of segment web pauses: web-nat-eu-west-1a /);
  expect(message).toMatch(/Addresses stay the same$/);
});
