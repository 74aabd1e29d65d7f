import type { FactContext } from "./context";
import type { SegmentKey } from "./fact";
import { Hosts } from "./hosts";
import { SetMap } from "./key-map";
import { strongest } from "./membership";
import type { Route, UseKind } from "./observations";
import { type Key, unknownPath } from "./references";
import { RouteTables } from "./route-tables";
import { type ClaimedSubnet, Subnets } from "./subnets";
import { Transit } from "./transit";

/** Who uses an address, and what says so. */
export interface User {
  readonly key: Key;
  readonly as: UseKind;
}

/** What a table's routes lead to. */
interface Exits {
  readonly gateways: ReadonlySet<Key>;
  /** Paths of ways that leave the view and may end at any NAT. */
  readonly stray: ReadonlySet<string>;
}

/** A segment that may leave by ways out of view. */
interface Stray {
  readonly segment: SegmentKey;
  readonly path: string;
  /** Only NATs of this VPC can be meant; null: any. */
  readonly vpc: Key | null;
}

const MOST_PATHS = 5;

/**
 * Follows workload subnets through their tables to gateways and on to addresses: whose workloads can leave with which
 * address, and where nobody can tell.
 */
export class WaysOut {
  readonly subnets: Subnets;
  readonly tables: RouteTables;
  readonly hosts: Hosts;
  /** Addresses by what uses them: a gateway or a machine. */
  readonly addressesOf = new SetMap<Key, Key>();
  /** Uses whose addresses nobody knows yet, by gateway or machine. */
  readonly unknownAddressesOf = new SetMap<Key, string>();
  readonly #context: FactContext;
  readonly #transit: Transit;
  readonly #usersOf = new Map<Key, User[]>();
  readonly #unknownUsersOf = new SetMap<Key, string>();
  /** Gateway or machine → segment → sample of the way. */
  readonly #segmentsBy = new Map<Key, Map<SegmentKey, readonly Key[]>>();
  readonly #unknownBy = new SetMap<Key, string>();
  readonly #vpcOfGateway = new SetMap<Key, Key>();
  readonly #stray: Stray[] = [];
  readonly #routedTo = new Set<Key>();

  constructor(context: FactContext) {
    this.#context = context;
    this.subnets = new Subnets(context);
    this.tables = new RouteTables(context);
    this.hosts = new Hosts(context);
    this.#transit = new Transit(context);
    this.#indexUses();
    this.#indexGateways();
    const segmentsOfTables = this.#segmentsOfTables();
    for (const table of this.tables.withRoutes()) this.#follow(table, segmentsOfTables.get(table));
    this.#followUnresolvedRoutes();
  }

  /** Every gateway or machine that some segment's workloads or some route reaches. */
  reached(): Iterable<Key> {
    return this.#segmentsBy.keys();
  }

  usersOf(address: Key): readonly User[] {
    return (this.#usersOf.get(address) ?? []).map((user) =>
      (user.as === "instance" || user.as === "interface") && this.#forwards(user.key)
        ? { key: user.key, as: "nat-instance" }
        : user,
    );
  }

  unknownUsersOf(address: Key): string[] {
    return [...this.#unknownUsersOf.get(address)];
  }

  /** A few paths of uses whose address nobody knows yet. */
  strayUses(): string[] {
    this.#strayUses ??= [...this.unknownAddressesOf.entries()]
      .slice(0, MOST_PATHS)
      .flatMap(([, paths]) => [...paths].slice(0, 1));
    return this.#strayUses;
  }

  #strayUses: string[] | undefined;

  /** Segments that leave through a gateway or machine, each with a sample of its way. */
  segmentsThrough(gateway: Key): ReadonlyMap<SegmentKey, readonly Key[]> {
    return this.#segmentsBy.get(this.hosts.machine(gateway)) ?? new Map();
  }

  /** Paths that hide which other segments leave through any of the gateways. */
  unknownThrough(gateways: readonly Key[], own: ReadonlySet<SegmentKey>): string[] {
    const paths = new Set<string>();
    const machines = gateways.map((gateway) => this.hosts.machine(gateway));
    for (const machine of machines) for (const path of this.#unknownBy.get(machine)) paths.add(path);
    const vpcs = new Set(machines.flatMap((machine) => [...this.#vpcOfGateway.get(machine)]));
    for (const stray of this.#strayFor(vpcs, own)) paths.add(stray.path);
    return [...paths].sort().slice(0, MOST_PATHS);
  }

  /** Gateways and machines through which a segment leaves, by its subnets' tables. */
  gatewaysOf(segment: SegmentKey): ReadonlySet<Key> {
    this.#gatewaysBy ??= this.#indexGatewaysBySegment();
    return this.#gatewaysBy.get(segment);
  }

  /** Paths that hide more ways of a segment: its unknown subnets and tables, and ways that leave the view. */
  hiddenWaysOf(segment: SegmentKey): string[] {
    this.#strayBy ??= this.#indexStrayBySegment();
    return [...this.#strayBy.get(segment)].sort().slice(0, MOST_PATHS);
  }

  #indexGatewaysBySegment(): SetMap<SegmentKey, Key> {
    const found = new SetMap<SegmentKey, Key>();
    for (const [gateway, segments] of this.#segmentsBy) for (const key of segments.keys()) found.add(key, gateway);
    return found;
  }

  #indexStrayBySegment(): SetMap<SegmentKey, string> {
    const found = new SetMap<SegmentKey, string>();
    for (const { segment, path } of this.#stray) found.add(segment, path);
    return found;
  }

  #gatewaysBy: SetMap<SegmentKey, Key> | undefined;
  #strayBy: SetMap<SegmentKey, string> | undefined;

  isGateway(key: Key): boolean {
    return this.#vpcOfGateway.has(this.hosts.machine(key)) || this.#routedTo.has(this.hosts.machine(key));
  }

  #forwards(key: Key): boolean {
    return this.hosts.forwards(key) || this.#routedTo.has(this.hosts.machine(key));
  }

  #indexUses(): void {
    for (const { addresses, users, as } of this.#context.observations.uses) {
      for (const user of users.keys) {
        const machine = this.hosts.machine(user);
        for (const address of addresses.keys) {
          this.addressesOf.add(machine, address);
          const list = this.#usersOf.get(address);
          if (list === undefined) this.#usersOf.set(address, [{ key: user, as }]);
          else if (!list.some((one) => one.key === user)) list.push({ key: user, as });
        }
        for (const path of addresses.unknown) this.unknownAddressesOf.add(machine, path);
      }
      for (const address of addresses.keys) {
        for (const path of users.unknown) this.#unknownUsersOf.add(address, path);
      }
    }
  }

  #indexGateways(): void {
    for (const { resource, subnets, vpc } of this.#context.observations.nats) {
      for (const key of vpc.keys) this.#vpcOfGateway.add(resource.urn, key);
      for (const subnet of subnets.keys) {
        for (const key of this.subnets.vpcsOf(subnet).keys) this.#vpcOfGateway.add(resource.urn, key);
      }
    }
  }

  /** Whose workloads have which table, by subnets; for a table out of view, by the segment that its routes belong to. */
  #segmentsOfTables(): Map<Key, Map<SegmentKey, Key>> {
    const found = new Map<Key, Map<SegmentKey, Key>>();
    const add = (table: Key, segment: SegmentKey, via: Key): void => {
      const segments = found.get(table);
      if (segments === undefined) found.set(table, new Map([[segment, via]]));
      else if (!segments.has(segment)) segments.set(segment, via);
    };
    const claimsTable = new Set<SegmentKey>();
    for (const table of this.tables.withRoutes()) {
      if (!this.tables.isOutOfView(table)) continue;
      for (const route of this.tables.routes(table)) {
        for (const segment of strongest(this.#context.membership.of(route.resource).claims)) {
          add(table, segment, route.resource.urn);
          claimsTable.add(segment);
        }
      }
    }
    for (const subnet of this.subnets.claimed.values()) {
      if (subnet.workloadOf.length === 0) {
        this.#hideOwner(subnet);
        continue;
      }
      const { tables, unknown } = this.tables.ofSubnet(subnet.key, this.subnets);
      for (const segment of subnet.workloadOf) {
        for (const table of tables) add(table, segment, subnet.key);
        // Where the segment has laid claim to tables by id, they are those of its subnets.
        if (unknown.length === 0 || claimsTable.has(segment)) continue;
        const vpcs = this.subnets.vpcsOf(subnet.key).keys;
        for (const vpc of vpcs.length === 0 ? [null] : vpcs) {
          for (const path of unknown) this.#stray.push({ segment, path, vpc });
        }
      }
    }
    for (const [segment, paths] of this.subnets.unknownOf) {
      for (const path of paths) this.#stray.push({ segment, path, vpc: null });
    }
    return found;
  }

  /** A subnet whose segment nobody knows yet may be any segment's, and leave by its table. */
  #hideOwner(subnet: ClaimedSubnet): void {
    if (subnet.hostsNatOnly || subnet.claims.length > 0) return;
    const { tables, unknown } = this.tables.ofSubnet(subnet.key, this.subnets);
    for (const path of subnet.unknownClaims) {
      for (const table of tables) this.tables.unknownSubnets.add(table, path);
      if (unknown.length > 0) this.#stray.push({ segment: "", path, vpc: null });
    }
  }

  #follow(table: Key, segments: ReadonlyMap<SegmentKey, Key> | undefined): void {
    const exits = this.#exits(table);
    const unclaimed = segments === undefined && this.tables.isOutOfView(table);
    const hidden = new Set(this.tables.unknownSubnets.get(table));
    if (unclaimed) {
      for (const route of this.tables.routes(table)) hidden.add(unknownPath(route.resource, "routeTableId"));
    }
    for (const gateway of exits.gateways) {
      for (const path of hidden) this.#unknownBy.add(gateway, path);
      let ways = this.#segmentsBy.get(gateway);
      if (ways === undefined) {
        ways = new Map();
        this.#segmentsBy.set(gateway, ways);
      }
      for (const [segment, via] of segments ?? []) {
        if (!ways.has(segment)) ways.set(segment, via === table ? [via] : [via, table]);
      }
    }
    for (const path of exits.stray) {
      for (const segment of segments?.keys() ?? []) this.#stray.push({ segment, path, vpc: null });
    }
  }

  /** All gateways and machines that a table leads to, through transit gateways and inspection in view. */
  #exits(table: Key): Exits {
    const gateways = new Set<Key>();
    const stray = new Set<string>();
    const seen = new Set<Key>([table]);
    const queue: Key[] = [table];
    const goOn = (subnets: readonly Key[]): void => {
      for (const subnet of subnets) {
        const { tables, unknown } = this.tables.ofSubnet(subnet, this.subnets);
        for (const path of unknown) stray.add(path);
        for (const next of tables) {
          if (seen.has(next)) continue;
          seen.add(next);
          queue.push(next);
        }
      }
    };
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const route of this.tables.routes(at)) {
        if (!route.leaves) continue;
        for (const path of route.targets.unknown) if (isWayOut(route)) stray.add(path);
        for (const key of route.targets.keys) this.#exit(route, key, this.#vpcsOf(at), gateways, stray, goOn);
      }
    }
    return { gateways, stray };
  }

  #exit(
    route: Route,
    key: Key,
    vpcs: readonly Key[],
    gateways: Set<Key>,
    stray: Set<string>,
    goOn: (subnets: readonly Key[]) => void,
  ): void {
    if (route.to === "nat") gateways.add(key);
    else if (route.to === "interface") {
      const machine = this.hosts.machine(key);
      this.#routedTo.add(machine);
      gateways.add(machine);
    } else if (route.to === "transit") {
      const hops = this.#transit.next(key, vpcs);
      goOn(hops.subnets);
      if (!hops.resolved) stray.add(unknownPath(route.resource, "transitGatewayId"));
    } else if (route.to === "peering" && this.#context.references.resource(key) === undefined) {
      stray.add(unknownPath(route.resource, "vpcPeeringConnectionId"));
    } else if (route.to === "firewall") {
      for (const point of this.#inspection.get(key) ?? []) goOn(point);
    }
  }

  get #inspection(): ReadonlyMap<Key, readonly (readonly Key[])[]> {
    this.#inspectionPoints ??= new Map(
      this.#context.observations.inspectionPoints.map(
        ({ resource, subnets }) => [resource.urn, [subnets.keys]] as const,
      ),
    );
    return this.#inspectionPoints;
  }

  #inspectionPoints: Map<Key, readonly (readonly Key[])[]> | undefined;

  #vpcsOf(table: Key): readonly Key[] {
    const known = this.tables.vpcsOf(table);
    return known.length > 0 ? known : table.startsWith("main:") ? [table.slice("main:".length)] : [];
  }

  /** A route whose table nobody knows yet hides who leaves through its gateway. */
  #followUnresolvedRoutes(): void {
    for (const route of this.#context.observations.routes) {
      if (!route.leaves || route.tables.unknown.length === 0) continue;
      if (route.to !== "nat" && route.to !== "interface") continue;
      for (const key of route.targets.keys) {
        const machine = this.hosts.machine(key);
        if (!this.#segmentsBy.has(machine)) this.#segmentsBy.set(machine, new Map());
        for (const path of route.tables.unknown) this.#unknownBy.add(machine, path);
      }
    }
  }

  /** Ways out of view of segments other than `own` that may end at a NAT in one of the VPCs: enough of them to tell. */
  #strayFor(vpcs: ReadonlySet<Key>, own: ReadonlySet<SegmentKey>): Stray[] {
    const groups = this.#strayGroups();
    const places = vpcs.size === 0 ? [...groups.keys()].slice(0, MOST_PATHS) : [null, ...vpcs];
    return places.flatMap((vpc) => (groups.get(vpc) ?? []).filter((stray) => !own.has(stray.segment)));
  }

  /** By VPC, a few paths of each of a few segments: nobody reads a thousand, and every address would carry them. */
  #strayGroups(): ReadonlyMap<Key | null, readonly Stray[]> {
    if (this.#groups !== undefined) return this.#groups;
    const groups = new Map<Key | null, Stray[]>();
    const counts = new Map<string, number>();
    for (const stray of this.#stray) {
      const list = groups.get(stray.vpc) ?? [];
      if (list.length === 0) groups.set(stray.vpc, list);
      const id = `${stray.vpc ?? ""} ${stray.segment}`;
      const count = counts.get(id) ?? 0;
      if (count >= 3 || (count === 0 && list.length >= 30)) continue;
      counts.set(id, count + 1);
      list.push(stray);
    }
    this.#groups = groups;
    return groups;
  }

  #groups: Map<Key | null, Stray[]> | undefined;
}

/** A target that nobody knows yet hides a way out, unless it can be an internet gateway or endpoint only. */
function isWayOut(route: Route): boolean {
  return route.to === "nat" || route.to === "interface" || route.to === "transit" || route.to === "peering";
}
