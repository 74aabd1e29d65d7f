import { VpcIpam } from "@pulumi/aws/ec2/vpcIpam";
import { Zone } from "@pulumi/cloudflare/zone";
import { Config } from "@pulumi/pulumi";
import {
  Advertisement,
  EgressFirewall,
  EgressPool,
  LeasedBlock,
  NatEgress,
  ReverseDns,
  RoaRequest,
  Telemetry,
} from "leasehold";
import { v4, v6 } from "./declared-leases";
import { createRegion } from "./region";

const account = { id: new Config().require("accountId") };

const ipam = new VpcIpam("edge", { operatingRegions: [{ regionName: "eu-west-1" }, { regionName: "us-east-2" }] });
const dublin = createRegion("dublin", {
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b"],
  ipv6: "2001:db8::/48",
  ipv6Groups: "2001:db8:0",
  cidrBlock: "10.30.0.0/16",
  ipam,
});
const ohio = createRegion("ohio", {
  region: "us-east-2",
  zones: ["us-east-2a"],
  ipv6: "2001:db8:1::/48",
  ipv6Groups: "2001:db8:1",
  cidrBlock: "10.40.0.0/16",
  ipam,
});

const block4 = new LeasedBlock("edge4", { lease: v4 });
const block6 = new LeasedBlock("edge6", { lease: v6 });

const zone = new Zone("example", { account, name: "example.com" });
const reverse4 = new Zone("reverse4", { account, name: "113.0.203.in-addr.arpa" });
const reverse6 = new Zone("reverse6", { account, name: "0.0.0.8.b.d.0.1.0.0.2.ip6.arpa" });
const forwardZones = { "example.com": { via: "cloudflare", zoneId: zone.id } } as const;

for (const [city, region] of Object.entries({ dublin, ohio })) {
  const opts = { providers: [region.provider] };
  const common = {
    purpose: "web",
    ports: [80, 443],
    breakGlass: { approvers: ["edge-lead"], hours: 4 },
    vpcId: region.vpcId,
    subnets: region.workloads,
  };
  const web = block4.segment(`web-${city}`, common, opts);
  const zones = Object.keys(region.workloads);
  const pool = new EgressPool(`web-${city}-pool`, {
    segment: web,
    zones,
    // Ohio has one zone, and so much traffic that one address would run out of ports.
    addressesPerZone: zones.length === 1 ? 2 : 1,
    ipamPoolId: region.ipv4Pool,
    provision: web.prefixes.map((cidr) => ({ cidr })),
  });
  const regional = zones.length > 1;
  const nat = new NatEgress(`web-${city}-nat`, {
    segment: web,
    pool,
    mode: regional ? "regional" : "zonal",
    zones: Object.fromEntries(
      zones.map((name) => [name, regional ? {} : { publicSubnetId: region.publicSubnets[name] }]),
    ),
  });
  new EgressFirewall(`web-${city}-firewall`, { segment: web, natGateways: nat.natGatewayIds });

  // The same subnets leave over IPv6 without NAT, by the route tables that the NAT has made.
  const web6 = block6.segment(
    `web6-${city}`,
    { ...common, egressOnly: { routeTableIds: [...nat.routeTables.values()].map(({ id }) => id) } },
    opts,
  );
  new EgressFirewall(`web6-${city}-firewall`, { segment: web6 });

  new ReverseDns(`web-${city}-names`, {
    segment: web,
    via: "cloudflare",
    names: Object.fromEntries(pool.addresses.map((address, index) => [address, `web${index + 1}.${city}.example.com`])),
    reverseZones: { "113.0.203.in-addr.arpa": reverse4.id },
    forwardZones,
  });
  new ReverseDns(`web6-${city}-names`, {
    segment: web6,
    via: "cloudflare",
    names: { [`${region.ipv6Groups}:10::80`]: `www.${city}.example.com` },
    reverseZones: { "0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": reverse6.id },
    forwardZones,
  });
  new Telemetry(`edge-${city}`, { of: web, vpcId: region.vpcId }, opts);
  new Advertisement(`web6-${city}`, { lease: block6, prefix: web6.prefixes[0] }, { protect: true });
}

new Advertisement("edge4", { lease: block4 }, { protect: true });
new RoaRequest("edge4-roa", { lease: block4, asn: 64496 }, { protect: true });
// Each region announces a /48 of its own, so each gets a ROA of exactly that (RFC 9319).
for (const prefix of ["2001:db8::/48", "2001:db8:1::/48"]) {
  new RoaRequest(`edge6-roa-${prefix.replace("::/48", "")}`, { lease: block6, prefix, asn: 64496 }, { protect: true });
}
