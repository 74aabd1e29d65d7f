const { Advertisement, LeasedBlock, RoaRequest } = require("leasehold");
const pulumi = require("@pulumi/pulumi");
const { alerts, lease, unknown, watched } = require("../base");

alerts();

const routing = { ...watched, announcedBy: "lessee", origins: [64496] };
const office = new LeasedBlock("office", { lease: lease({ routing }) });
new RoaRequest("right", { lease: office, prefix: "203.0.113.0/24", asn: 64496, publisher: "manual" });
new RoaRequest("wrong", { lease: office, prefix: "203.0.113.0/24", asn: 64499, publisher: "manual" });
new Advertisement("stolen", { lease: office, prefix: "203.0.113.0/24", origin: 64498, by: "lessee", advertised: true });
const asn = pulumi.output(unknown()).apply((arn) => arn.length);
new RoaRequest("unknown", { lease: office, prefix: "203.0.113.0/24", asn, publisher: "manual" });
const quiet = new LeasedBlock("quiet", { lease: lease({ id: "quiet", prefix: "198.51.100.0/24" }) });
new RoaRequest("nobody", { lease: quiet, prefix: "198.51.100.0/24", asn: 0, publisher: "manual" });
