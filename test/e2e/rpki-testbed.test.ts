import { Krill } from "../testbed/krill";
import { RelyingParty } from "../testbed/relying-party";
import { describeWith } from "../testbed/tools";

describeWith(["krill", "krillc", "rsync", "rpki-client"], "the RPKI testbed", () => {
  let krill: Krill;
  let relyingParty: RelyingParty;

  beforeAll(async () => {
    krill = await Krill.start();
    await krill.addAuthority("lessee", { ipv4: "192.0.2.0/24", ipv6: "2001:db8::/32" });
    relyingParty = new RelyingParty(await krill.locator());
  }, 120_000);

  afterAll(async () => {
    await relyingParty?.stop();
    await krill?.stop();
  });

  test("what an authority publishes is seen by a validator, and no longer after it is taken back", async () => {
    await krill.change("lessee", { add: ["192.0.2.0/24 => 64496", "2001:db8::/32-48 => 64497"] });
    expect(await krill.roas("lessee")).toMatchObject([
      { asn: 64496, prefix: "192.0.2.0/24" },
      { asn: 64497, prefix: "2001:db8::/32", max_length: 48 },
    ]);
    expect(await relyingParty.validateUntil(2)).toMatchObject([
      { asn: 64496, prefix: "192.0.2.0/24", maxLength: 24 },
      { asn: 64497, prefix: "2001:db8::/32", maxLength: 48 },
    ]);
    await krill.change("lessee", { remove: ["192.0.2.0/24 => 64496"] });
    expect(await relyingParty.validateUntil(1)).toMatchObject([{ asn: 64497 }]);
  }, 60_000);

  test("an authority cannot publish for space that it does not hold", async () => {
    await expect(krill.change("lessee", { add: ["198.51.100.0/24 => 64496"] })).rejects.toThrow("198.51.100.0/24");
  }, 60_000);
});
