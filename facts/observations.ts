import type { Resource } from "../graph/resource";
import type { Prefix } from "../lease/prefix";
import type { Key, Targets } from "./references";

/** Something a resource says. Adapters fill these lists; the joins of this folder read them. */
interface Seen {
  readonly resource: Resource;
}

/** A value, or the `urn#path`s on which it depends and which nobody knows yet; both absent where nothing is said. */
export interface Known<T> {
  readonly value?: T;
  readonly unknown: readonly string[];
}

/** An address that a resource has or asks for. */
export interface Allocation extends Seen {
  /** By which uses name it. */
  readonly key: Key;
  readonly address: Known<Prefix>;
  /** Where an address that is not given comes from. `cloud`: the cloud's own pool, hence no leased one. */
  readonly source: "given" | "pool" | "cloud";
  /** The IPAM pool it is taken from. */
  readonly pool: Targets;
}

export type UseKind = "nat" | "nat-instance" | "instance" | "interface" | "load-balancer" | "accelerator";

/** Something that uses addresses. */
export interface AddressUse extends Seen {
  readonly addresses: Targets;
  /** Who uses them: the resource itself, or what it associates. */
  readonly users: Targets;
  readonly as: UseKind;
}

/** A gateway that translates; `addresses` come from `AddressUse`. */
export interface Nat extends Seen {
  /** Public subnets it stands in. */
  readonly subnets: Targets;
  readonly vpc: Targets;
}

export interface Subnet extends Seen {
  readonly vpc: Targets;
  readonly prefixes: readonly Prefix[];
  /** Adopted from the default VPC: its table was there before. */
  readonly isDefault: boolean;
}

export interface RouteTable extends Seen {
  readonly key: Key;
  readonly vpc: Targets;
}

export type RouteTarget = "nat" | "interface" | "internet" | "transit" | "peering" | "firewall" | "local";

/** One way out of a route table, whether written inline or as a resource of its own. */
export interface Route extends Seen {
  readonly tables: Targets;
  readonly to: RouteTarget;
  readonly targets: Targets;
  /** The destination is the internet or may be; false where it is private space only. */
  readonly leaves: boolean;
}

export interface TableAssociation extends Seen {
  readonly subnets: Targets;
  readonly tables: Targets;
}

/** Which table a VPC's subnets have that are associated with none. */
export interface MainTable extends Seen {
  readonly vpcs: Targets;
  readonly tables: Targets;
}

/** A machine or an interface, where it stands and which firewalls it has. */
export interface Host extends Seen {
  readonly kind: "instance" | "interface" | "other";
  readonly subnets: Targets;
  readonly interfaces: Targets;
  readonly securityGroups: Targets;
  /** It forwards what is not its own: the source/destination check is off. */
  readonly forwards: boolean;
}

/** Joins an interface to an instance. */
export interface HostLink extends Seen {
  readonly instances: Targets;
  readonly interfaces: Targets;
}

export interface TransitAttachment extends Seen {
  readonly gateways: Targets;
  readonly vpcs: Targets;
  readonly subnets: Targets;
}

export interface TransitTable extends Seen {
  readonly gateways: Targets;
}

export interface TransitRoute extends Seen {
  readonly tables: Targets;
  readonly attachments: Targets;
  readonly leaves: boolean;
}

export interface TransitAssociation extends Seen {
  readonly tables: Targets;
  readonly attachments: Targets;
}

/** A network firewall and the subnets of its endpoints. */
export interface InspectionPoint extends Seen {
  readonly subnets: Targets;
}

export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** An egress rule of a firewall. */
export interface EgressRule extends Seen {
  /** Path of the rule inside its resource; empty where the resource is the rule. */
  readonly path: string;
  readonly firewalls: Targets;
  readonly protocol: Known<string>;
  /** Absent value: a protocol without ports. */
  readonly ports: Known<Ports>;
  readonly prefixes: readonly Prefix[];
  readonly prefixLists: Targets;
  readonly unknownDestinations: readonly string[];
  readonly kind: "security-group" | "network-acl";
  /** Of network ACLs: lower numbers are asked first. */
  readonly order?: number;
  readonly allow: boolean;
}

/** A firewall that program or id names. */
export interface Firewall extends Seen {
  readonly kind: "security-group" | "network-acl";
  /** Subnets it guards (network ACLs). */
  readonly subnets: Targets;
}

export interface PrefixListEntry extends Seen {
  readonly lists: Targets;
  readonly prefix: Known<Prefix>;
}

export interface FlowLog extends Seen {
  readonly networks: Targets;
  readonly scope: "vpc" | "subnet";
  readonly traffic: Known<string>;
}

/** A record that gives an address a name. */
export interface ReverseName extends Seen {
  readonly address: Known<Prefix>;
  /** The allocation that is named, where the record names it instead of its address. */
  readonly allocations: Targets;
  readonly names: Known<readonly string[]>;
}

export interface PoolCidr extends Seen {
  readonly pools: Targets;
  readonly prefix: Known<Prefix>;
}

/** Space that a resource takes rather than mentions, by the property that says so. */
export interface Holding extends Seen {
  readonly property: string;
}

/** What the resources of one graph say, before it is joined. */
export interface Observations {
  readonly allocations: Allocation[];
  readonly uses: AddressUse[];
  readonly nats: Nat[];
  readonly subnets: Subnet[];
  readonly tables: RouteTable[];
  readonly routes: Route[];
  readonly tableAssociations: TableAssociation[];
  readonly mainTables: MainTable[];
  readonly hosts: Host[];
  readonly hostLinks: HostLink[];
  readonly transitAttachments: TransitAttachment[];
  readonly transitTables: TransitTable[];
  readonly transitRoutes: TransitRoute[];
  readonly transitAssociations: TransitAssociation[];
  readonly inspectionPoints: InspectionPoint[];
  readonly egressRules: EgressRule[];
  readonly firewalls: Firewall[];
  readonly firewallSubnets: { readonly resource: Resource; readonly firewalls: Targets; readonly subnets: Targets }[];
  readonly prefixListEntries: PrefixListEntry[];
  readonly flowLogs: FlowLog[];
  readonly reverseNames: ReverseName[];
  readonly poolCidrs: PoolCidr[];
  readonly holdings: Holding[];
}

export function noObservations(): Observations {
  return {
    allocations: [],
    uses: [],
    nats: [],
    subnets: [],
    tables: [],
    routes: [],
    tableAssociations: [],
    mainTables: [],
    hosts: [],
    hostLinks: [],
    transitAttachments: [],
    transitTables: [],
    transitRoutes: [],
    transitAssociations: [],
    inspectionPoints: [],
    egressRules: [],
    firewalls: [],
    firewallSubnets: [],
    prefixListEntries: [],
    flowLogs: [],
    reverseNames: [],
    poolCidrs: [],
    holdings: [],
  };
}
