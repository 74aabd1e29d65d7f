"""A leased block, its ROA request and its announcement."""

import pulumi
from leasehold import Advertisement, Component, RoaRequest

office = Component(
    "LeasedBlock",
    "office",
    {
        "lease": {
            "id": "office-2026",
            "prefix": "203.0.113.0/24",
            "status": "active",
            "term": {"start": "2026-10-01", "end": "2036-09-30", "noticeDays": 90},
            "allowedUses": ["web", "email"],
            "routing": {"announcedBy": "lessor", "origins": [64496], "longestAnnounced": 24},
        },
        "segments": {
            "web": {"purpose": "web", "prefixes": ["203.0.113.0/26"], "ports": [443]},
            "mail": {"purpose": "email", "prefixes": ["203.0.113.64/26"], "ports": [25]},
        },
    },
    outputs=["leaseId", "segments"],
)

roa = RoaRequest(
    "office-roa",
    {
        "leaseId": office.leaseId,
        "prefix": "203.0.113.0/24",
        "asn": 64496,
        "publisher": "manual",
        "announces": [{"prefix": "203.0.113.0/24", "origin": 64496}],
        "announcedBy": "lessor",
        "longestAnnounced": 24,
        "origins": [64496],
        "leaseEnd": "2036-09-30",
    },
    pulumi.ResourceOptions(parent=office),
)

Advertisement(
    "office-route",
    {"leaseId": office.leaseId, "prefix": "203.0.113.0/24", "origin": 64496, "by": "lessor"},
    # Made after the ROA, and so withdrawn before it is revoked.
    pulumi.ResourceOptions(parent=office, depends_on=[roa]),
)

# A component takes another one, here a segment that the block made.
web = Component(
    "EgressPool",
    "web",
    {
        "segment": office.segments["web"],
        "publicIpv4Pool": "ipv4pool-ec2-012345",
        "zones": {"eu-west-1a": ["203.0.113.4"]},
    },
    outputs=["addresses"],
)

pulumi.export("request", roa.document)
pulumi.export("addresses", web.addresses)
