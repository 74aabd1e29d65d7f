import type { FactContext } from "./context";
import { SetMap } from "./key-map";
import type { Route } from "./observations";
import { type Key, type Targets, unknownPath } from "./references";
import type { Subnets } from "./subnets";
import { DEFAULT_ROUTE_TABLE, VPC, VPCS } from "./types";

/** The tables a subnet may have, or the paths that hide them. */
export interface TablesOfSubnet {
  readonly tables: readonly Key[];
  /** Not empty where a table is out of view. */
  readonly unknown: readonly string[];
}

/** Which table every subnet has, and which routes every table has. */
export class RouteTables {
  readonly #context: FactContext;
  readonly #associated = new SetMap<Key, Key>();
  readonly #associatedUnknown = new SetMap<Key, string>();
  readonly #mainOf = new SetMap<Key, Key>();
  readonly #routesOf = new SetMap<Key, Route>();
  readonly #vpcsOf = new SetMap<Key, Key>();
  readonly #hasSubnets = new Set<Key>();
  /** Tables some of whose subnets nobody knows yet, with the paths. */
  readonly unknownSubnets = new SetMap<Key, string>();

  constructor(context: FactContext) {
    this.#context = context;
    const { observations } = context;
    // A table made the main one wins over the one the VPC came with.
    const chosen = observations.mainTables.filter(({ resource }) => resource.type !== DEFAULT_ROUTE_TABLE);
    for (const { vpcs, tables } of chosen) {
      for (const vpc of vpcs.keys) for (const table of tables.keys) this.#mainOf.add(vpc, table);
    }
    const isChosen = new Set(this.#mainOf.keys());
    for (const { resource, vpcs } of observations.mainTables) {
      if (resource.type !== DEFAULT_ROUTE_TABLE) continue;
      for (const vpc of vpcs.keys) if (!isChosen.has(vpc)) this.#mainOf.add(vpc, resource.urn);
    }
    for (const { key, vpc } of observations.tables) for (const one of vpc.keys) this.#vpcsOf.add(key, one);
    for (const { subnets, tables } of observations.tableAssociations) {
      const canonical = this.canonical(tables);
      for (const subnet of subnets.keys) {
        for (const table of canonical) this.#associated.add(subnet, table);
        for (const path of tables.unknown) this.#associatedUnknown.add(subnet, path);
      }
      for (const table of canonical) {
        if (subnets.keys.length > 0) this.#hasSubnets.add(table);
        for (const path of subnets.unknown) this.unknownSubnets.add(table, path);
      }
    }
    for (const route of observations.routes) {
      for (const table of this.canonical(route.tables)) this.#routesOf.add(table, route);
    }
  }

  /** Tables with at least one route. */
  withRoutes(): Iterable<Key> {
    return this.#routesOf.keys();
  }

  routes(table: Key): ReadonlySet<Route> {
    return this.#routesOf.get(table);
  }

  /** VPCs the table is known to belong to. */
  vpcsOf(table: Key): readonly Key[] {
    return [...this.#vpcsOf.get(table)];
  }

  /** Given by id only, and no association in view says which subnets have it. */
  isOutOfView(table: Key): boolean {
    return (
      !this.#hasSubnets.has(table) && !table.startsWith(MAIN) && this.#context.references.resource(table) === undefined
    );
  }

  /** Keys of tables, a VPC standing for its main one. */
  canonical(tables: Targets): Key[] {
    return tables.keys.flatMap((key) => {
      const type = this.#context.references.resource(key)?.type;
      return type !== undefined && VPCS.includes(type) ? this.#main(key) : [key];
    });
  }

  ofSubnet(subnet: Key, subnets: Subnets): TablesOfSubnet {
    const associated = this.#associated.get(subnet);
    const unknown = [...this.#associatedUnknown.get(subnet)];
    if (associated.size + unknown.length > 0) return { tables: [...associated], unknown };
    const observed = subnets.observed(subnet);
    // Somebody else may have associated a subnet that this program only names.
    if (observed === undefined)
      return { tables: [], unknown: [subnets.claimed.get(subnet)?.namedAt ?? `${subnet}#vpcId`] };
    if (observed.vpc.keys.length === 0) return { tables: [], unknown: [unknownPath(observed.resource, "vpcId")] };
    return this.#mainOfSubnet(observed.vpc.keys, unknownPath(observed.resource, "vpcId"));
  }

  #mainOfSubnet(vpcs: readonly Key[], path: string): TablesOfSubnet {
    const tables: Key[] = [];
    for (const vpc of vpcs) {
      const resource = this.#context.references.resource(vpc);
      // A VPC that the program creates has an empty main table; of one that was there before nobody here knows.
      const isNew = resource?.type === VPC && resource.operation !== "read";
      if (this.#mainOf.has(vpc) || isNew) tables.push(...this.#main(vpc));
    }
    return tables.length > 0 ? { tables, unknown: [] } : { tables: [], unknown: [path] };
  }

  #main(vpc: Key): Key[] {
    return this.#mainOf.has(vpc) ? [...this.#mainOf.get(vpc)] : [`${MAIN}${vpc}`];
  }
}

/** Stands for the main table of a VPC that no resource is. */
const MAIN = "main:";
