// Written by scripts/component-schema.mjs from the components' arguments: change those, and run it again.
import type { ComponentPackage } from "./component-package";

/** What the package schema says of the components, which programs of other languages make as remote components. */
export const COMPONENT_SCHEMA: ComponentPackage = {
  resources: {
    "leasehold:index:LeasedBlock": {
      isComponent: true,
      description:
        "A leased block: one prefix, its lease, and the segments it is divided into. Creates nothing in a cloud by itself.\n\nSegments without given or recorded prefixes are placed in free space in the order in which they are declared; that is\ndeterministic, but inserting one before another can move the latter. Record placements in the register (or give\n`prefixes`) and nothing moves. A preview warns about each segment that is not recorded.",
      inputProperties: {
        lease: {
          $ref: "#/types/leasehold:index:Lease",
          plain: true,
          description: "The lease. Everything about the block is said here once.",
        },
        segments: {
          type: "object",
          additionalProperties: { $ref: "#/types/leasehold:index:SegmentArgs", plain: true },
          plain: true,
          description:
            "Segments to declare at once, by name: all are checked together, before anything is registered.\n`block.segment(name, …)` adds them one by one instead.\nDefault: none.",
        },
        placements: {
          type: "object",
          additionalProperties: { $ref: "#/types/leasehold:index:PlacementRecord", plain: true },
          plain: true,
          description:
            "Where segments and zones were placed, by segment name. Nothing placed here or in the register ever moves.\nDefault: the `segments` of this lease in `lease` and in the register.",
        },
        region: {
          type: "string",
          plain: true,
          description: "AWS region of everything in the block.\nDefault: the provider's.",
        },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Tags of every resource in the block that takes tags.\nDefault: none.",
        },
      },
      requiredInputs: ["lease"],
      properties: {
        leaseId: { type: "string", description: "" },
        prefix: { type: "string", description: "Canonical prefix of the lease." },
        segments: {
          type: "object",
          additionalProperties: { $ref: "#/resources/leasehold:index:EgressSegment" },
          description: "The segments declared so far, by name.",
        },
      },
      required: ["leaseId", "prefix", "segments"],
    },
    "leasehold:index:EgressSegment": {
      isComponent: true,
      description:
        'A part of a leased block with one purpose: its prefixes, the ports it may use, the limits of its service identities,\nthe destinations it never reaches, and the way around in an emergency. Made by `block.segment("web", {…})`, or alone.\n\nCreates nothing in a cloud. Every field is plain and known at once, so that the components of a segment\n(`EgressPool`, `NatEgress`, `EgressFirewall`, `ReverseDns`, `Telemetry`) can be built from it without waiting.',
      inputProperties: {
        lease: {
          oneOf: [
            { $ref: "#/types/leasehold:index:Lease", plain: true },
            { $ref: "#/resources/leasehold:index:LeasedBlock" },
            { $ref: "#/resources/leasehold:index:EgressSegment" },
            { type: "string" },
          ],
          plain: true,
          description: "The lease, or the `LeasedBlock` that declares it.",
        },
        segmentName: {
          type: "string",
          plain: true,
          description: "The segment's name within its lease.\nDefault: the resource's name.",
        },
        purpose: {
          type: "string",
          plain: true,
          description:
            "`web`, `admin`, `data-collection`, `email`, `standby`, `quarantine`, or a word of the team's own.",
        },
        prefixes: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "Prefixes of the segment, inside the lease's.\nDefault: what the register or the lease records for this segment,\nelse the first free prefix of `prefixLength`.",
        },
        prefixLength: {
          type: "number",
          plain: true,
          description:
            "Length of the prefix to allocate where `prefixes` are not given, for example 26. Record what was allocated in the\nregister: only a recorded or given prefix is sure to stay when other segments come and go.",
        },
        ports: {
          type: "array",
          items: {
            oneOf: [
              { type: "number", plain: true },
              { $ref: "#/types/leasehold:index:PortRange", plain: true },
            ],
            plain: true,
          },
          plain: true,
          description: "Ports the segment may use; a number is one TCP port.\nDefault: none.",
        },
        rateLimits: {
          type: "array",
          items: { $ref: "#/types/leasehold:index:RateLimit", plain: true },
          plain: true,
          description: "Default: none.",
        },
        denyLists: {
          type: "array",
          items: {
            oneOf: [
              { type: "string", plain: true },
              { $ref: "#/types/leasehold:index:DenyList", plain: true },
            ],
            plain: true,
          },
          plain: true,
          description: 'Default: ["bogons"].',
        },
        breakGlass: { $ref: "#/types/leasehold:index:BreakGlass", plain: true, description: "Default: none." },
        status: {
          type: "string",
          plain: true,
          description: 'A quarantined segment reaches its break-glass destinations only.\nDefault: "active".',
        },
        critical: { type: "boolean", plain: true, description: "A critical segment needs a standby.\nDefault: false." },
        standby: {
          type: "string",
          plain: true,
          description: "Name of the segment that takes over when this one is quarantined.",
        },
        subnets: {
          oneOf: [
            { type: "array", items: { type: "string" }, plain: true },
            {
              type: "object",
              additionalProperties: { type: "array", items: { type: "string" }, plain: true },
              plain: true,
            },
          ],
          plain: true,
          description:
            "Ids of the workload subnets the segment serves: a list, or a list per availability zone, which a NAT of several\nzones needs.\nDefault: none.",
        },
        vpcId: { type: "string", description: "Id of the VPC the workload subnets are in." },
        egressOnly: {
          $ref: "#/types/leasehold:index:EgressOnly",
          plain: true,
          description: "IPv6 only: makes the segment's way out.\nDefault: nothing is made.",
        },
        region: {
          type: "string",
          plain: true,
          description: "AWS region of the segment's resources.\nDefault: the block's, else the provider's.",
        },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Tags of every resource of the segment that takes tags.\nDefault: the block's.",
        },
      },
      requiredInputs: ["lease", "purpose"],
      properties: {
        leaseId: { type: "string", description: "" },
        segmentName: { type: "string", description: "The segment's name within its lease." },
        purpose: { type: "string", description: "" },
        prefixes: {
          type: "array",
          items: { type: "string" },
          description: "Canonical prefixes, inside the lease's; all of one family.",
        },
        family: {
          type: "number",
          description:
            "Family of the prefixes. A v6 segment leaves through an egress-only internet gateway, without NAT.",
        },
        ports: { type: "array", items: { $ref: "#/types/leasehold:index:Ports" }, description: "" },
        rateLimits: { type: "array", items: { $ref: "#/types/leasehold:index:RateLimit" }, description: "" },
        denyLists: {
          type: "array",
          items: { oneOf: [{ type: "string" }, { $ref: "#/types/leasehold:index:DenyList" }] },
          description: "",
        },
        breakGlass: { $ref: "#/types/leasehold:index:BreakGlass", description: "" },
        status: { type: "string", description: "" },
        critical: { type: "boolean", description: "" },
        standby: { type: "string", description: "" },
        placements: {
          type: "object",
          additionalProperties: { type: "string" },
          description: "Recorded addresses by zone (`eu-west-1a`, a second one `eu-west-1a/2`).",
        },
      },
      required: [
        "leaseId",
        "segmentName",
        "purpose",
        "prefixes",
        "family",
        "ports",
        "rateLimits",
        "denyLists",
        "status",
        "critical",
        "placements",
      ],
    },
    "leasehold:index:EgressPool": {
      isComponent: true,
      description:
        "Elastic IPs with known addresses of a segment, from a BYOIP public pool or an IPAM pool, protected by default.\n\nAn EIP is named after its address, `<pool>-203.0.113.4`: whatever else is added to or removed from the pool, and\nwhichever zone uses it, the EIP stays the one it was.",
      inputProperties: {
        segment: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressSegment" }, { type: "string" }],
          plain: true,
          description: "The segment whose prefixes the addresses come from. IPv4 only: a v6 segment needs no pool.",
        },
        zones: {
          oneOf: [
            { type: "array", items: { type: "string", plain: true }, plain: true },
            {
              type: "object",
              additionalProperties: {
                oneOf: [
                  { type: "string", plain: true },
                  { type: "array", items: { type: "string", plain: true }, plain: true },
                ],
                plain: true,
              },
              plain: true,
            },
          ],
          plain: true,
          description:
            "Availability zones that get addresses: a list, where the register's placements (or free space) decide, or a map of\nzone to the addresses chosen for it, the first of which is the zone's primary one.",
        },
        addressesPerZone: {
          type: "number",
          plain: true,
          description:
            "How many addresses each zone without chosen ones gets, 1 to 8 (what one NAT gateway takes).\nDefault: 1.",
        },
        provision: {
          type: "array",
          items: { $ref: "#/types/leasehold:index:PoolCidr", plain: true },
          plain: true,
          description: "CIDRs to provision into the IPAM pool.\nDefault: none: they are there already.",
        },
        networkBorderGroup: {
          type: "string",
          plain: true,
          description: "Zone group from which the addresses are advertised, for local zones.",
        },
        protect: {
          type: "boolean",
          plain: true,
          description:
            "Whether Pulumi refuses to delete the addresses and pool CIDRs: partners allow-list them, and one that is released\nmay never come back. Resource option `protect` is taken where this is not given.\nDefault: true.",
        },
        region: { type: "string", plain: true, description: "Default: the segment's." },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Over the segment's.\nDefault: none.",
        },
        publicIpv4Pool: { type: "string", description: "Id of a BYOIP public pool, `ipv4pool-ec2-…`." },
        ipamPoolId: { type: "string", description: "Id of an IPAM pool." },
      },
      requiredInputs: ["segment", "zones"],
      properties: {
        leaseId: { type: "string", description: "" },
        addressesByZone: {
          type: "object",
          additionalProperties: { type: "array", items: { type: "string" } },
          description: "Every address of the pool, by zone, the primary one first.",
        },
        addresses: { type: "array", items: { type: "string" }, description: "Every address of the pool." },
      },
      required: ["leaseId", "addressesByZone", "addresses"],
    },
    "leasehold:index:NatEgress": {
      isComponent: true,
      description:
        "The way out of one segment: NAT to the segment's own leased addresses, with the route tables, associations and default\nroutes of its workload subnets, so that it can be seen that nothing else leaves by them.\n\nAddresses belong to the pool, so neither another zone nor the replacement of a gateway changes one. An EIP cannot serve\ntwo gateways, so a gateway is deleted before it is replaced: meanwhile the segment's egress pauses. A preview that\nreplaces one warns of it, and the input `onReplace` says so in the component's details.",
      inputProperties: {
        segment: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressSegment" }, { type: "string" }],
          plain: true,
          description: "The segment that leaves here, and no other. IPv4 only.",
        },
        pool: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressPool" }, { type: "string" }],
          plain: true,
          description: "The segment's addresses.",
        },
        mode: {
          type: "string",
          plain: true,
          description:
            '`zonal`: a gateway in each zone. `regional`: one gateway over all zones, with the addresses of each zone chosen.\n`instance`: the team\'s own NAT instance, by its network interface.\nDefault: "zonal".',
        },
        zones: {
          type: "object",
          additionalProperties: { $ref: "#/types/leasehold:index:NatZone", plain: true },
          plain: true,
          description: "The zones by name, for example `eu-west-1a`.",
        },
        vpcId: { type: "string", description: "Id of the VPC.\nDefault: the segment's." },
        region: { type: "string", plain: true, description: "Default: the pool's." },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Over the segment's.\nDefault: none.",
        },
      },
      requiredInputs: ["segment", "pool", "zones"],
      properties: {
        leaseId: { type: "string", description: "" },
        mode: { type: "string", description: "" },
        natGatewayIds: {
          type: "array",
          items: { type: "string" },
          description: "Ids of the NAT gateways, each once: what alarms watch.",
        },
        networkInterfaceIds: {
          type: "object",
          additionalProperties: { type: "string" },
          description: "Network interfaces of the NAT instances by zone; empty in the other modes.",
        },
        addressesByZone: {
          type: "object",
          additionalProperties: { type: "array", items: { type: "string" } },
          description: "Leased addresses in use, by zone, the primary one first.",
        },
      },
      required: ["leaseId", "mode", "natGatewayIds", "networkInterfaceIds", "addressesByZone"],
    },
    "leasehold:index:EgressFirewall": {
      isComponent: true,
      description:
        "What a segment may send, enforced where AWS lets it be, and watched everywhere else.\n\n- A **security group** with the segment's ports as egress rules and no ingress. Attach it to the workloads; security\n  groups add up, so another one with wide egress undoes it.\n- **Network ACL entries**, where `networkAcl` is given.\n- A **Network Firewall rule group** that drops the segment's deny lists in the fewest CIDRs. It acts once a firewall\n  policy refers to `ruleGroupArn` and the workloads' routes lead through that firewall.\n- **Break-glass**: neither security groups nor Suricata know time, so an opening's rules are declared only while `now`\n  is inside its window. They go with the first deployment after it: schedule one, or run `pulumi up` when it is over.\n- **Rate limits**: Network Firewall has no thresholds, so limits are watched by CloudWatch alarms on the segment's NAT\n  gateways and on flow-log metric filters for each identity's sources. They are enforced where the segment leaves\n  through the team's own NAT instance, by EgressFirewall.nftablesRuleset.\n\nA quarantined segment, or one of a quarantined lease, reaches its break-glass destinations only.",
      inputProperties: {
        segment: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressSegment" }, { type: "string" }],
          plain: true,
          description: "The segment whose ports, deny lists, rate limits and break-glass path are enforced.",
        },
        vpcId: { type: "string", description: "Id of the VPC of the workloads.\nDefault: the segment's." },
        prefixLists: {
          type: "array",
          items: { $ref: "#/types/leasehold:index:PrefixListAllowance", plain: true },
          plain: true,
          description:
            "Ports towards managed prefix lists, in addition to the segment's ports. Not while quarantined.\nDefault: none.",
        },
        workloadCidrs: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "CIDRs the workloads send from, inside the VPC. Deny rules then apply to them alone, and not to the whole VPC of the\nfirewall. Needed with `natInstance`.\nDefault: none.",
        },
        localCidrs: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "Space of one's own network (the VPC, peers): bogon lists leave it out and a network ACL lets it through both ways.\nDefault: none.",
        },
        networkAcl: {
          $ref: "#/types/leasehold:index:FirewallNetworkAcl",
          plain: true,
          description: "Default: no network ACL.",
        },
        networkFirewall: {
          oneOf: [
            { $ref: "#/types/leasehold:index:FirewallRuleGroup", plain: true },
            { type: "boolean", plain: true },
          ],
          plain: true,
          description:
            "`false` makes no rule group, for a segment whose deny lists are enforced elsewhere.\nDefault: {}.",
        },
        breakGlass: {
          type: "array",
          items: { $ref: "#/types/leasehold:index:BreakGlassOpening", plain: true },
          plain: true,
          description: "Ways around, each for a time.\nDefault: none.",
        },
        now: {
          type: "string",
          plain: true,
          description:
            "The moment by which break-glass windows are judged, ISO 8601 with a zone.\nDefault: when the program runs.",
        },
        natGateways: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description: "Ids of the segment's NAT gateways, for alarms.\nDefault: no alarms on NAT metrics.",
        },
        maxActiveConnections: {
          type: "number",
          plain: true,
          description:
            "Alarm above this many concurrent connections through all NAT gateways together.\nDefault: no such alarm.",
        },
        flowLogGroup: {
          type: "string",
          description:
            "Name of the log group of the flow logs, in Telemetry's format, for alarms per identity.\nDefault: no such alarms.",
        },
        alarmTopic: {
          type: "string",
          description: "ARN of the SNS topic that alarms go to.\nDefault: alarms change state and tell nobody.",
        },
        natInstance: {
          $ref: "#/types/leasehold:index:FirewallNatInstance",
          plain: true,
          description: "Makes EgressFirewall.nftablesRuleset .\nDefault: no ruleset.",
        },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Tags of every resource that takes tags.\nDefault: the segment's.",
        },
      },
      requiredInputs: ["segment"],
      properties: {
        securityGroupId: { type: "string", description: "" },
        ruleGroupArn: { type: "string", description: "Of the deny lists' rule group; undefined where there is none." },
        networkAclId: {
          type: "string",
          description: "Of the network ACL whose entries this component keeps; undefined where there is none.",
        },
        nftablesRuleset: {
          type: "string",
          description:
            "To be loaded on the segment's NAT instance with `nft -f`; undefined where `natInstance` was not given.",
        },
      },
      required: ["securityGroupId"],
    },
    "leasehold:index:ReverseDns": {
      isComponent: true,
      description:
        "Forward-confirmed reverse names of a segment's addresses, with one authority for all of them: Cloudflare PTR records in\nthe right reverse zones, or the reverse names of AWS Elastic IPs; and the A and AAAA records that lead back.\n\nA record is named after its address: adding one renames and moves no other.",
      inputProperties: {
        segment: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressSegment" }, { type: "string" }],
          plain: true,
          description: "The segment whose prefixes hold the addresses.",
        },
        via: {
          type: "string",
          plain: true,
          description:
            "The one authority for these addresses: PTR records in Cloudflare's reverse zones, or AWS, which answers for its own\nElastic IPs (`ModifyAddressAttribute`), IPv4 only.",
        },
        names: {
          type: "object",
          additionalProperties: { type: "string", plain: true },
          plain: true,
          description: "Hostname of each address.",
        },
        reverseZones: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description:
            'Ids of the reverse zones by name, with `via: "cloudflare"`. The longest one that holds an address gets its record.',
        },
        pool: {
          oneOf: [{ $ref: "#/resources/leasehold:index:EgressPool" }, { type: "string" }],
          plain: true,
          description: 'The pool that holds the addresses\' Elastic IPs, with `via: "aws"`.',
        },
        allocationIds: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description:
            'Allocation ids of Elastic IPs by address, with `via: "aws"`, for addresses that no `pool` holds.',
        },
        forwardZones: {
          oneOf: [
            {
              type: "object",
              additionalProperties: { $ref: "#/types/leasehold:index:ForwardZone", plain: true },
              plain: true,
            },
            { type: "string", plain: true },
          ],
          plain: true,
          description:
            'Forward zones by name: each hostname gets the A or AAAA record that confirms its PTR record (RFC 1912 §2.1), in the\nlongest zone that holds it. `"elsewhere"` makes none; AWS refuses a name until its record is there.',
        },
        ttl: {
          type: "number",
          plain: true,
          description: "Seconds that resolvers keep the records, 60 to 86400.\nDefault: 3600.",
        },
        region: { type: "string", plain: true, description: "AWS region of the Elastic IPs.\nDefault: the segment's." },
      },
      requiredInputs: ["segment", "via", "names", "forwardZones"],
      properties: {
        names: {
          type: "object",
          additionalProperties: { type: "string" },
          description: "Hostname of each address, both canonical.",
        },
      },
      required: ["names"],
    },
    "leasehold:index:Telemetry": {
      isComponent: true,
      description:
        "What shows abuse of leased space early, and keeps the evidence.\n\n- **Flow logs** of the VPC or the subnets, accepted and rejected traffic, every minute: in CloudWatch with saved queries,\n  or in S3 under Object Lock. Their format tells containers, directions and new connections apart, which the alarms of\n  `EgressFirewall` need.\n- **Alerts** on every privileged call, to SNS. They come from CloudTrail, which needs a trail with management events in\n  the region. Calls to Route 53 and Global Accelerator show up in us-east-1 or us-west-2 only: for those, make a second\n  Telemetry there with `external.flowLogs`.",
      inputProperties: {
        of: {
          oneOf: [
            { $ref: "#/resources/leasehold:index:EgressSegment" },
            { type: "string" },
            { $ref: "#/resources/leasehold:index:LeasedBlock" },
          ],
          plain: true,
          description: "The segment to watch, or the whole block.",
        },
        vpcId: {
          type: "string",
          description: "Id of the VPC to log.\nDefault: the segment's, where no subnets are given.",
        },
        subnets: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description: "Ids of subnets to log instead of a whole VPC.\nDefault: none.",
        },
        destination: {
          oneOf: [
            { $ref: "#/types/leasehold:index:CloudWatchDestination", plain: true },
            { $ref: "#/types/leasehold:index:S3Destination", plain: true },
          ],
          plain: true,
          description: 'Default: { type: "cloudwatch" }.',
        },
        external: {
          $ref: "#/types/leasehold:index:ExternalTelemetry",
          plain: true,
          description: "Default: none: everything is made here.",
        },
        alertTopic: {
          type: "string",
          description:
            "ARN of an existing SNS topic for alerts. Its policy must let events.amazonaws.com and cloudwatch.amazonaws.com publish.\nDefault: a new topic.",
        },
        region: { type: "string", plain: true, description: "Default: the segment's or block's." },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Default: the segment's or block's.",
        },
      },
      requiredInputs: ["of"],
      properties: {
        logGroupName: { type: "string", description: "Of the flow logs, with destination `cloudwatch`." },
        bucketArn: { type: "string", description: "Of the flow logs, with destination `s3`." },
        alertTopicArn: {
          type: "string",
          description: "Where alerts go; undefined where `external.alerts` names something else and no topic is given.",
        },
      },
      required: [],
    },
    "leasehold:index:PrivilegedAccess": {
      isComponent: true,
      description:
        "Denies the privileged actions (addresses, NAT, firewalls, routes, BYOIP, IPAM, reverse names) and every change of\n`leasehold:*` tags to all but the named roles. The actions are listed in lease/privileged-actions.ts.\n\nOther automation that changes routes or security groups, such as cluster controllers, is denied too: name its roles, or\nnarrow `resources`.",
      inputProperties: {
        lease: {
          oneOf: [
            { $ref: "#/resources/leasehold:index:LeasedBlock" },
            { $ref: "#/resources/leasehold:index:EgressSegment" },
            { type: "string" },
          ],
          plain: true,
          description: "The block or lease that the policy is tagged with.",
        },
        as: {
          type: "string",
          plain: true,
          description:
            "`scp`: a service control policy, for `targets` of an organization; it binds every principal of a member account and\nnone of the management account. `boundary`: a managed policy to set as permissions boundary of roles and users.",
        },
        roles: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "ARNs of the roles that keep the privileged actions; `*` may stand in a role's name or path.",
        },
        resources: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            'ARNs to which actions with resource-level permissions are narrowed. Actions without them are denied on `*`, as\nanything else would not deny them.\nDefault: ["*"].',
        },
        targets: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description:
            "Ids of the roots, organizational units or accounts the service control policy is attached to.\nDefault: none.",
        },
        tags: { type: "object", additionalProperties: { type: "string" }, plain: true, description: "Default: none." },
      },
      requiredInputs: ["lease", "as", "roles"],
      properties: {
        policyArn: {
          type: "string",
          description: 'Of the policy: what `permissionsBoundary` of a role takes, with `as: "boundary"`.',
        },
        document: { type: "string", description: "The policy document, as JSON." },
      },
      required: ["policyArn", "document"],
    },
  },
  types: {
    "leasehold:index:Lease": {
      type: "object",
      properties: {
        id: { type: "string", plain: true },
        prefix: { type: "string", plain: true },
        status: {
          type: "string",
          plain: true,
          description: "One of onboarding, active, quarantined, offboarding, released",
        },
        term: { $ref: "#/types/leasehold:index:LeaseTerm", plain: true },
        lessor: { $ref: "#/types/leasehold:index:LeaseLessor", plain: true },
        owner: { $ref: "#/types/leasehold:index:LeaseOwner", plain: true },
        allowedUses: { type: "array", items: { type: "string", plain: true }, plain: true },
        contacts: { $ref: "#/types/leasehold:index:LeaseContacts", plain: true },
        routing: { $ref: "#/types/leasehold:index:LeaseRouting", plain: true },
        reverseDns: { $ref: "#/types/leasehold:index:LeaseReverseDns", plain: true },
        provenance: { $ref: "#/types/leasehold:index:LeaseProvenance", plain: true },
        reputation: { $ref: "#/types/leasehold:index:LeaseReputation", plain: true },
        quarantinePlan: { $ref: "#/types/leasehold:index:LeaseQuarantinePlan", plain: true },
        quarantineDrill: { $ref: "#/types/leasehold:index:LeaseQuarantineDrill", plain: true },
        retentionDays: { type: "integer", plain: true },
        segments: { type: "array", items: { $ref: "#/types/leasehold:index:LeaseSegments", plain: true }, plain: true },
      },
      required: ["id", "prefix", "status", "term"],
    },
    "leasehold:index:LeaseTerm": {
      type: "object",
      properties: {
        start: { type: "string", plain: true },
        end: { type: "string", plain: true },
        noticeDays: { type: "integer", plain: true },
      },
      required: ["start", "end"],
    },
    "leasehold:index:LeaseLessor": {
      type: "object",
      properties: {
        name: { type: "string", plain: true },
        agreement: { type: "string", plain: true },
        contact: { type: "string", plain: true },
        holder: { type: "string", plain: true },
        rir: { type: "string", plain: true, description: "One of ripe, arin, apnic, lacnic, afrinic" },
      },
      required: ["name", "agreement", "contact", "holder", "rir"],
    },
    "leasehold:index:LeaseOwner": {
      type: "object",
      properties: { team: { type: "string", plain: true }, contact: { type: "string", plain: true } },
      required: ["team", "contact"],
    },
    "leasehold:index:LeaseContacts": {
      type: "object",
      properties: {
        abuse: { type: "string", plain: true },
        transit: { type: "array", items: { type: "string", plain: true }, plain: true },
      },
      required: ["abuse"],
    },
    "leasehold:index:LeaseRouting": {
      type: "object",
      properties: {
        announcedBy: { type: "string", plain: true, description: "One of aws, cloudflare, lessee, lessor, none" },
        origins: { type: "array", items: { type: "integer", plain: true }, plain: true },
        longestAnnounced: { type: "integer", plain: true },
        byoasn: { type: "integer", plain: true },
        authorization: { $ref: "#/types/leasehold:index:LeaseRoutingAuthorization", plain: true },
        monitors: { type: "array", items: { type: "string", plain: true }, plain: true },
      },
      required: ["announcedBy", "origins"],
    },
    "leasehold:index:LeaseRoutingAuthorization": {
      type: "object",
      properties: { reference: { type: "string", plain: true }, verifiedOn: { type: "string", plain: true } },
      required: ["reference", "verifiedOn"],
    },
    "leasehold:index:LeaseReverseDns": {
      type: "object",
      properties: { responsibility: { type: "string", plain: true, description: "One of lessee, lessor" } },
      required: ["responsibility"],
    },
    "leasehold:index:LeaseProvenance": {
      type: "object",
      properties: {
        verifiedOn: { type: "string", plain: true },
        verifiedBy: { type: "string", plain: true },
        evidence: { type: "string", plain: true },
        kyc: { type: "string", plain: true },
      },
      required: ["verifiedOn", "verifiedBy", "evidence"],
    },
    "leasehold:index:LeaseReputation": {
      type: "object",
      properties: {
        checkedOn: { type: "string", plain: true },
        listings: { type: "array", items: { type: "string", plain: true }, plain: true },
      },
      required: ["checkedOn", "listings"],
    },
    "leasehold:index:LeaseQuarantinePlan": {
      type: "object",
      properties: { document: { type: "string", plain: true }, onCall: { type: "string", plain: true } },
      required: ["document", "onCall"],
    },
    "leasehold:index:LeaseQuarantineDrill": {
      type: "object",
      properties: { ranOn: { type: "string", plain: true }, evidence: { type: "string", plain: true } },
      required: ["ranOn", "evidence"],
    },
    "leasehold:index:LeaseSegments": {
      type: "object",
      properties: {
        name: { type: "string", plain: true },
        purpose: { type: "string", plain: true },
        prefixes: { type: "array", items: { type: "string", plain: true }, plain: true },
        placements: { type: "object", additionalProperties: { type: "string", plain: true }, plain: true },
      },
      required: ["name", "purpose", "prefixes"],
    },
    "leasehold:index:SegmentArgs": {
      type: "object",
      description: "What `block.segment(name, …)` takes.",
      properties: {
        purpose: {
          type: "string",
          plain: true,
          description:
            "`web`, `admin`, `data-collection`, `email`, `standby`, `quarantine`, or a word of the team's own.",
        },
        prefixes: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "Prefixes of the segment, inside the lease's.\nDefault: what the register or the lease records for this segment,\nelse the first free prefix of `prefixLength`.",
        },
        prefixLength: {
          type: "number",
          plain: true,
          description:
            "Length of the prefix to allocate where `prefixes` are not given, for example 26. Record what was allocated in the\nregister: only a recorded or given prefix is sure to stay when other segments come and go.",
        },
        ports: {
          type: "array",
          items: {
            oneOf: [
              { type: "number", plain: true },
              { $ref: "#/types/leasehold:index:PortRange", plain: true },
            ],
            plain: true,
          },
          plain: true,
          description: "Ports the segment may use; a number is one TCP port.\nDefault: none.",
        },
        rateLimits: {
          type: "array",
          items: { $ref: "#/types/leasehold:index:RateLimit", plain: true },
          plain: true,
          description: "Default: none.",
        },
        denyLists: {
          type: "array",
          items: {
            oneOf: [
              { type: "string", plain: true },
              { $ref: "#/types/leasehold:index:DenyList", plain: true },
            ],
            plain: true,
          },
          plain: true,
          description: 'Default: ["bogons"].',
        },
        breakGlass: { $ref: "#/types/leasehold:index:BreakGlass", plain: true, description: "Default: none." },
        status: {
          type: "string",
          plain: true,
          description: 'A quarantined segment reaches its break-glass destinations only.\nDefault: "active".',
        },
        critical: { type: "boolean", plain: true, description: "A critical segment needs a standby.\nDefault: false." },
        standby: {
          type: "string",
          plain: true,
          description: "Name of the segment that takes over when this one is quarantined.",
        },
        subnets: {
          oneOf: [
            { type: "array", items: { type: "string" }, plain: true },
            {
              type: "object",
              additionalProperties: { type: "array", items: { type: "string" }, plain: true },
              plain: true,
            },
          ],
          plain: true,
          description:
            "Ids of the workload subnets the segment serves: a list, or a list per availability zone, which a NAT of several\nzones needs.\nDefault: none.",
        },
        vpcId: { type: "string", description: "Id of the VPC the workload subnets are in." },
        egressOnly: {
          $ref: "#/types/leasehold:index:EgressOnly",
          plain: true,
          description: "IPv6 only: makes the segment's way out.\nDefault: nothing is made.",
        },
        region: {
          type: "string",
          plain: true,
          description: "AWS region of the segment's resources.\nDefault: the block's, else the provider's.",
        },
        tags: {
          type: "object",
          additionalProperties: { type: "string" },
          plain: true,
          description: "Tags of every resource of the segment that takes tags.\nDefault: the block's.",
        },
      },
      required: ["purpose"],
    },
    "leasehold:index:PortRange": {
      type: "object",
      description: "A range of ports that a segment may use towards some destinations.",
      properties: {
        protocol: { type: "string", plain: true, description: 'Default: "tcp".' },
        from: { type: "number", plain: true, description: "First port, 0 to 65535; 0 for icmp and all." },
        to: { type: "number", plain: true, description: "Last port, 0 to 65535.\nDefault: from." },
        destinations: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "CIDRs.\nDefault: everywhere, in the family of the segment's prefixes.",
        },
      },
      required: ["from"],
    },
    "leasehold:index:RateLimit": {
      type: "object",
      description: "How much one service identity may send. At least one limit is needed.",
      properties: {
        identity: {
          type: "string",
          plain: true,
          description: "Name of the service identity, for example a role or a service account.",
        },
        sources: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "CIDRs its workloads send from, inside the VPC.\nDefault: every source of the segment.",
        },
        packetsPerSecond: { type: "number", plain: true, description: "Packets per second, above 0." },
        connectionsPerSecond: { type: "number", plain: true, description: "New connections per second, above 0." },
        bytesPerSecond: { type: "number", plain: true, description: "Bytes per second, above 0." },
      },
      required: ["identity"],
    },
    "leasehold:index:DenyList": {
      type: "object",
      properties: {
        name: { type: "string", plain: true },
        cidrs: { type: "array", items: { type: "string", plain: true }, plain: true },
        file: { type: "string", plain: true },
      },
      required: ["name"],
    },
    "leasehold:index:BreakGlass": {
      type: "object",
      description: "Who may open a way around the deny rules in an emergency, to where, and for how long.",
      properties: {
        approvers: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "Names of the people or roles that may approve. At least one.",
        },
        hours: {
          type: "number",
          plain: true,
          description:
            "How long an opening lasts, in hours, above 0. More than 24 is a finding of `break-glass-missing`.",
        },
        destinations: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "CIDRs that stay reachable through break-glass.\nDefault: none.",
        },
      },
      required: ["approvers", "hours"],
    },
    "leasehold:index:EgressOnly": {
      type: "object",
      description:
        "How a v6 segment leaves: an egress-only internet gateway and a `::/0` route. What is not named is made.",
      properties: {
        gatewayId: {
          type: "string",
          description: "Id of the VPC's egress-only internet gateway.\nDefault: a new one in `vpcId`.",
        },
        routeTableIds: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description:
            "Ids of the workload subnets' route tables, for example those of the NAT of a dual-stack subnet.\nDefault: a new one.",
        },
      },
      required: [],
    },
    "leasehold:index:PlacementRecord": {
      type: "object",
      description: "Where a segment was placed, as the register records it.",
      properties: {
        prefixes: { type: "array", items: { type: "string", plain: true }, plain: true },
        placements: {
          type: "object",
          additionalProperties: { type: "string", plain: true },
          plain: true,
          description: "Zone to address: `eu-west-1a`, a second address of the zone `eu-west-1a/2`.",
        },
      },
      required: ["prefixes"],
    },
    "leasehold:index:Ports": {
      type: "object",
      description: "PortRange with its defaults written out.",
      properties: {
        protocol: { type: "string", plain: true },
        from: { type: "number", plain: true },
        to: { type: "number", plain: true },
        destinations: { type: "array", items: { type: "string", plain: true }, plain: true },
      },
      required: ["protocol", "from", "to", "destinations"],
    },
    "leasehold:index:PoolCidr": {
      type: "object",
      description: "A CIDR to provision into the IPAM pool before addresses are taken from it.",
      properties: {
        cidr: { type: "string", plain: true, description: "Inside the lease's prefix." },
        authorization: {
          $ref: "#/types/leasehold:index:PoolCidrAuthorization",
          plain: true,
          description:
            "Proof of authority, for a pool that takes the CIDR from outside AWS.\nDefault: none: it comes from a parent pool.",
        },
      },
      required: ["cidr"],
    },
    "leasehold:index:PoolCidrAuthorization": {
      type: "object",
      properties: { message: { type: "string" }, signature: { type: "string" } },
      required: ["message", "signature"],
    },
    "leasehold:index:NatZone": {
      type: "object",
      description: "The way out of one availability zone.",
      properties: {
        publicSubnetId: {
          type: "string",
          description: "Id of the public subnet in which the zone's gateway stands. Zonal mode, where it is required.",
        },
        networkInterfaceId: {
          type: "string",
          description:
            "Id of the network interface of the team's own NAT instance. Instance mode, where it is required.",
        },
        subnets: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description:
            "Ids of the zone's workload subnets.\nDefault: the segment's subnets of this zone, or all of them where this is the\nonly zone.",
        },
        addresses: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "Addresses of the pool, the primary one first.\nDefault: the pool's addresses of this zone.",
        },
        privateIps: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "Private addresses that go with `addresses`, in the same order. Zonal and instance mode.\nDefault: chosen by AWS; an instance with several addresses needs them.",
        },
        routeTableIds: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description:
            "Ids of the existing route tables of the workload subnets, which get a default route each.\nDefault: a new table, associated with the workload subnets, so that the way out is in view.",
        },
      },
      required: [],
    },
    "leasehold:index:PrefixListAllowance": {
      type: "object",
      description: "Ports that a segment may use towards the entries of a managed prefix list.",
      properties: {
        name: {
          type: "string",
          plain: true,
          description: "Name of the list, part of the rule's name and description.",
        },
        id: { type: "string", description: "Id of the list, `pl-…`." },
        protocol: { type: "string", plain: true, description: 'Default: "tcp".' },
        from: { type: "number", plain: true, description: "First port, 0 to 65535." },
        to: { type: "number", plain: true, description: "Last port, 0 to 65535.\nDefault: from." },
      },
      required: ["name", "id", "from"],
    },
    "leasehold:index:FirewallNetworkAcl": {
      type: "object",
      description: "The network ACL that gets entries: an existing one, or a new one for some subnets.",
      properties: {
        id: { type: "string", description: "Id of an existing ACL; its other entries stay." },
        subnets: {
          type: "array",
          items: { type: "string" },
          plain: true,
          description:
            "Subnets to give a new ACL. It replaces the one they have, and lets nothing through but the segment's ports, the\nanswers to them, and `localCidrs`: do not use it for subnets that are reached from the internet.",
        },
        firstRuleNumber: {
          type: "number",
          plain: true,
          description:
            "Number of the first entry in each direction, 1 to 32000; the others follow in steps of ten.\nDefault: 100.",
        },
      },
      required: [],
    },
    "leasehold:index:FirewallRuleGroup": {
      type: "object",
      description: "How the deny lists' rule group is made.",
      properties: {
        capacity: {
          type: "number",
          plain: true,
          description:
            "Rules to reserve, 1 to 30000. Fixed when the group is created; a change replaces it.\nDefault: a quarter more than needed, rounded up to 256 times a power of two.",
        },
        ruleOrder: {
          type: "string",
          plain: true,
          description: 'As the firewall policy that refers to the group has it.\nDefault: "default".',
        },
      },
      required: [],
    },
    "leasehold:index:BreakGlassOpening": {
      type: "object",
      description: "A way around the firewall, opened for an emergency, for a time.",
      properties: {
        name: {
          type: "string",
          plain: true,
          description: "Slug that names the opening, part of its rules' names, for example an incident's number.",
        },
        from: {
          type: "string",
          plain: true,
          description: "First moment, ISO 8601 with a zone, for example `2026-11-22T09:00:00Z`.",
        },
        until: {
          type: "string",
          plain: true,
          description: "End, exclusive, at most the segment's `breakGlass.hours` (24 by default) after `from`.",
        },
        approvedBy: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "Who approved it; each one of the segment's `breakGlass.approvers`.",
        },
        destinations: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description: "CIDRs to open, inside the segment's `breakGlass.destinations` where those are given.",
        },
        protocol: { type: "string", plain: true, description: 'Default: "tcp".' },
        fromPort: { type: "number", plain: true, description: "First port." },
        toPort: { type: "number", plain: true, description: "Last port.\nDefault: fromPort." },
      },
      required: ["name", "from", "until", "approvedBy", "destinations", "fromPort"],
    },
    "leasehold:index:FirewallNatInstance": {
      type: "object",
      description: "The team's own NAT instance, where the segment leaves through one. IPv4 only.",
      properties: {
        addresses: {
          type: "array",
          items: { type: "string", plain: true },
          plain: true,
          description:
            "Addresses to send from: in AWS the private addresses of the instance's interface to which the segment's Elastic IPs\nare associated. Several are spread over the sources.",
        },
        outside: {
          type: "string",
          plain: true,
          description: "Interface that leads outside, for example `ens5`.\nDefault: any.",
        },
      },
      required: ["addresses"],
    },
    "leasehold:index:ForwardZone": {
      type: "object",
      description: "A zone of the forward tree in which confirming records are made.",
      properties: {
        via: { type: "string", plain: true },
        zoneId: { type: "string", description: "Id of the zone at Cloudflare, or of the hosted zone in Route 53." },
      },
      required: ["via", "zoneId"],
    },
    "leasehold:index:CloudWatchDestination": {
      type: "object",
      description: "Flow logs in a CloudWatch log group, searchable with saved queries.",
      properties: {
        type: { type: "string", plain: true },
        retentionDays: {
          type: "number",
          plain: true,
          description:
            "Days the records are kept: one of the numbers that CloudWatch takes.\nDefault: the lease's `retentionDays`, else 90, rounded up to such a number.",
        },
        kmsKeyArn: {
          type: "string",
          description: "ARN of the KMS key that encrypts the group.\nDefault: CloudWatch's own.",
        },
      },
      required: ["type"],
    },
    "leasehold:index:S3Destination": {
      type: "object",
      description: "Flow logs in a new S3 bucket whose objects cannot be deleted before their time.",
      properties: {
        type: { type: "string", plain: true },
        retentionDays: {
          type: "number",
          plain: true,
          description: "Days each object is locked, 1 to 36500.\nDefault: the lease's `retentionDays`, else 90.",
        },
        mode: {
          type: "string",
          plain: true,
          description:
            '`GOVERNANCE` lets principals with s3:BypassGovernanceRetention delete, `COMPLIANCE` lets nobody, not the account\'s\nroot either: choose it once the retention is sure.\nDefault: "GOVERNANCE".',
        },
      },
      required: ["type"],
    },
    "leasehold:index:ExternalTelemetry": {
      type: "object",
      description: "What is logged and alerted elsewhere, and so not made here.",
      properties: {
        flowLogs: {
          type: "string",
          plain: true,
          description: "Name of the flow log or log system that covers the network.",
        },
        alerts: { type: "string", plain: true, description: "Name of what alerts on privileged calls." },
      },
      required: [],
    },
  },
};
