import { EipDomainName } from "@pulumi/aws/ec2/eipDomainName";
import { Record as Route53Record } from "@pulumi/aws/route53/record";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { ComponentResource, type ComponentResourceOptions, type Input, log, type Resource } from "@pulumi/pulumi";
import { ArgumentErrors } from "../argument-errors";
import type { ForwardZone, ReverseDnsArgs } from "./reverse-dns-arguments";
import { expectedZone, type NamedAddress, readNames, zoneOf } from "./reverse-records";

const DEFAULT_TTL = 3600;
/** Cloudflare takes comments of 100 characters on every plan. */
const LONGEST_COMMENT = 100;

interface NormalReverseDns {
  readonly args: ReverseDnsArgs;
  readonly ttl: number;
  readonly comment: string;
  readonly region: string | undefined;
  readonly names: readonly NamedAddress[];
  /** Zone id of the PTR record, or allocation id of the Elastic IP, by address. */
  readonly authority: ReadonlyMap<string, Input<string>>;
  /** Zone of the confirming record by hostname; empty where the records are kept elsewhere. */
  readonly forward: ReadonlyMap<string, ForwardZone>;
}

/**
 * Forward-confirmed reverse names of a segment's addresses, with one authority for all of them: Cloudflare PTR records in
 * the right reverse zones, or the reverse names of AWS Elastic IPs; and the A and AAAA records that lead back.
 *
 * A record is named after its address: adding one renames and moves no other.
 *
 * @example
 * const names = new ReverseDns("mail", {
 *   segment: mail,
 *   via: "cloudflare",
 *   names: { "203.0.113.4": "out.example.com" },
 *   reverseZones: { "113.0.203.in-addr.arpa": reverseZone.id },
 *   forwardZones: { "example.com": { via: "cloudflare", zoneId: zone.id } },
 * });
 */
export class ReverseDns extends ComponentResource {
  static readonly type = "leasehold:index:ReverseDns";

  /** Hostname of each address, both canonical. */
  readonly names: Readonly<Record<string, string>>;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: an address outside
   * the segment, a zone that is missing (its name is given), an IPv6 address with `via: "aws"`.
   */
  constructor(name: string, args: ReverseDnsArgs, opts?: ComponentResourceOptions) {
    const normal = normalise(name, args);
    const inputs = reverseDnsInputs(normal);
    super(ReverseDns.type, name, inputs, { parent: args.segment, ...opts });

    const confirming = createForwardRecords(name, normal, this);
    for (const named of normal.names) {
      if (args.via === "cloudflare") createPointer(name, named, normal, this);
      else createEipName(name, named, normal, confirming.get(named.hostname) ?? [], this);
    }

    this.names = inputs.names;
    if (args.segment.lease.reverseDns?.responsibility === "lessor") {
      log.warn(
        `the lessor answers for reverse DNS of lease ${args.segment.leaseId}: have the zone delegated, or nobody sees these names`,
        this,
      );
    }
    this.registerOutputs(inputs);
  }
}

function createForwardRecords(name: string, normal: NormalReverseDns, parent: ReverseDns): Map<string, Resource[]> {
  const records = new Map<string, Resource[]>();
  for (const [hostname, zone] of normal.forward) {
    for (const family of [4, 6] as const) {
      const addresses = normal.names.filter((one) => one.hostname === hostname && one.family === family);
      if (addresses.length === 0) continue;
      const type = family === 4 ? "A" : "AAAA";
      const made =
        zone.via === "route53"
          ? [createRoute53Record(name, hostname, type, addresses, zone, normal, parent)]
          : addresses.map((named) => createCloudflareRecord(name, named, type, zone, normal, parent));
      records.set(hostname, [...(records.get(hostname) ?? []), ...made]);
    }
  }
  return records;
}

/** Route 53 keeps all addresses of a name in one record set. */
function createRoute53Record(
  name: string,
  hostname: string,
  type: "A" | "AAAA",
  addresses: readonly NamedAddress[],
  zone: ForwardZone,
  { ttl }: NormalReverseDns,
  parent: ReverseDns,
): Route53Record {
  return new Route53Record(
    `${name}-${type.toLowerCase()}-${hostname}`,
    { zoneId: zone.zoneId, name: hostname, type, ttl, records: addresses.map(({ address }) => address) },
    { parent },
  );
}

function createCloudflareRecord(
  name: string,
  named: NamedAddress,
  type: "A" | "AAAA",
  zone: ForwardZone,
  { ttl, comment }: NormalReverseDns,
  parent: ReverseDns,
): DnsRecord {
  return new DnsRecord(
    `${name}-${type.toLowerCase()}-${resourceName(named.address)}`,
    // A proxied record answers with Cloudflare's addresses and would confirm nothing.
    { zoneId: zone.zoneId, name: named.hostname, type, content: named.address, ttl, proxied: false, comment },
    { parent },
  );
}

function createPointer(
  name: string,
  named: NamedAddress,
  { authority, ttl, comment }: NormalReverseDns,
  parent: ReverseDns,
): void {
  new DnsRecord(
    `${name}-ptr-${resourceName(named.address)}`,
    {
      zoneId: authority.get(named.address) ?? "",
      name: named.reverseName,
      type: "PTR",
      content: named.hostname,
      ttl,
      comment,
    },
    { parent },
  );
}

/** AWS looks the name up when it is set, so the confirming record comes first. */
function createEipName(
  name: string,
  named: NamedAddress,
  { authority, region }: NormalReverseDns,
  dependsOn: Resource[],
  parent: ReverseDns,
): void {
  new EipDomainName(
    `${name}-ptr-${resourceName(named.address)}`,
    { allocationId: authority.get(named.address) ?? "", domainName: named.hostname, region },
    { parent, dependsOn },
  );
}

/** `::` divides the parts of a URN. */
function resourceName(address: string): string {
  return address.replaceAll(":", "-");
}

function normalise(name: string, args: ReverseDnsArgs): NormalReverseDns {
  const errors = new ArgumentErrors(`ReverseDns "${name}"`);
  const { segment, ttl = DEFAULT_TTL } = args;
  if (!["cloudflare", "aws"].includes(args.via)) errors.add("via", undefined, 'choose "cloudflare" or "aws"');
  if (!Number.isInteger(ttl) || ttl < 60 || ttl > 86_400) errors.add("ttl", ttl, "give whole seconds from 60 to 86400");
  const names = readNames(args.names, segment.prefixes, errors);
  if (Object.keys(args.names).length === 0) errors.add("names", undefined, "empty; name at least one address");
  const normal = {
    args,
    ttl,
    comment: `leasehold: lease ${segment.leaseId}, segment ${segment.segmentName}`.slice(0, LONGEST_COMMENT),
    region: args.region ?? segment.region,
    names,
    authority: args.via === "aws" ? allocations(args, names, errors) : pointerZones(args, names, errors),
    forward: forwardZones(args, names, errors),
  };
  errors.throwIfAny();
  return normal;
}

function pointerZones(
  args: ReverseDnsArgs,
  names: readonly NamedAddress[],
  errors: ArgumentErrors,
): Map<string, Input<string>> {
  const zones = args.reverseZones ?? {};
  const found = new Map<string, Input<string>>();
  for (const named of names) {
    const zone = zoneOf(named.reverseName, Object.keys(zones));
    const id = zone === undefined ? undefined : zones[zone];
    if (id === undefined) {
      const expected = expectedZone(named, args.segment.lease.prefix);
      errors.add(
        "reverseZones",
        named.address,
        `no zone holds it; give the id of zone ${expected}, or of one above it`,
      );
    } else {
      found.set(named.address, id);
    }
  }
  return found;
}

function allocations(
  args: ReverseDnsArgs,
  names: readonly NamedAddress[],
  errors: ArgumentErrors,
): Map<string, Input<string>> {
  const found = new Map<string, Input<string>>();
  for (const { address, family } of names) {
    if (family === 6) {
      errors.add(
        "names",
        address,
        'AWS gives reverse names to Elastic IPs, which are IPv4; use via: "cloudflare" for IPv6',
      );
      continue;
    }
    const id = args.pool?.eips.get(address)?.allocationId ?? args.allocationIds?.[address];
    if (id === undefined)
      errors.add("allocationIds", address, "has none; give its Elastic IP's allocation id, or the pool that holds it");
    else found.set(address, id);
  }
  return found;
}

function forwardZones(
  args: ReverseDnsArgs,
  names: readonly NamedAddress[],
  errors: ArgumentErrors,
): Map<string, ForwardZone> {
  const zones = args.forwardZones;
  const found = new Map<string, ForwardZone>();
  if (zones === "elsewhere") return found;
  for (const { address, hostname } of names) {
    if (hostname === "") continue;
    const name = zoneOf(hostname, Object.keys(zones));
    const zone = name === undefined ? undefined : zones[name];
    if (zone === undefined) {
      const parent = hostname.split(".").slice(1).join(".");
      errors.add(
        "forwardZones",
        hostname,
        `no zone holds it; give the zone ${parent} or one above it, so that the name leads back to ${address}, or "elsewhere"`,
      );
    } else {
      found.set(hostname, zone);
    }
  }
  return found;
}

function reverseDnsInputs({ args, names, ttl }: NormalReverseDns) {
  return {
    leaseId: args.segment.leaseId,
    segment: args.segment.segmentName,
    via: args.via,
    names: Object.fromEntries(names.map(({ address, hostname }) => [address, hostname])),
    reverseZones: args.reverseZones,
    forwardZones: args.forwardZones,
    ttl,
  };
}
