import type { FactContext } from "./context";
import { SetMap } from "./key-map";
import type { TransitAttachment, TransitRoute } from "./observations";
import type { Key } from "./references";

/** Where a transit gateway passes traffic on to the internet: subnets of attachments; `resolved` false where out of view. */
export interface NextHops {
  readonly subnets: readonly Key[];
  readonly resolved: boolean;
}

/** Follows transit gateways whose attachments and routes are in view. */
export class Transit {
  readonly #attachments = new Map<Key, TransitAttachment>();
  readonly #attachmentsOf = new SetMap<Key, TransitAttachment>();
  readonly #tablesOf = new SetMap<Key, Key>();
  readonly #associatedTables = new SetMap<Key, Key>();
  readonly #routesOf = new SetMap<Key, TransitRoute>();
  readonly #isInView: (gateway: Key) => boolean;

  constructor({ observations, references }: FactContext) {
    this.#isInView = (gateway) => references.resource(gateway) !== undefined;
    for (const attachment of observations.transitAttachments) {
      this.#attachments.set(attachment.resource.urn, attachment);
      for (const gateway of attachment.gateways.keys) this.#attachmentsOf.add(gateway, attachment);
    }
    for (const table of observations.transitTables) {
      for (const gateway of table.gateways.keys) this.#tablesOf.add(gateway, table.resource.urn);
    }
    for (const { attachments, tables } of observations.transitAssociations) {
      for (const attachment of attachments.keys) {
        for (const table of tables.keys) this.#associatedTables.add(attachment, table);
      }
    }
    for (const route of observations.transitRoutes) {
      if (route.leaves) for (const table of route.tables.keys) this.#routesOf.add(table, route);
    }
  }

  /** Where traffic from `vpcs` to the internet goes next. */
  next(gateway: Key, vpcs: readonly Key[]): NextHops {
    const sources = [...this.#attachmentsOf.get(gateway)].filter((attachment) =>
      attachment.vpcs.keys.some((vpc) => vpcs.includes(vpc)),
    );
    const associated = sources.flatMap((source) => [...this.#associatedTables.get(source.resource.urn)]);
    // Without an association in view it is the default table, which may be any of them.
    const tables = associated.length > 0 ? associated : [gateway, ...this.#tablesOf.get(gateway)];
    const leaving = tables.filter((table) => this.#routesOf.has(table));
    if (leaving.length === 0) return { subnets: [], resolved: this.#isInView(gateway) };
    if (associated.length === 0 && leaving.length > 1) return { subnets: [], resolved: false };
    let resolved = true;
    const subnets = new Set<Key>();
    for (const route of leaving.flatMap((table) => [...this.#routesOf.get(table)])) {
      if (route.attachments.unknown.length > 0) resolved = false;
      for (const key of route.attachments.keys) {
        const attachment = this.#attachments.get(key);
        if (attachment === undefined || attachment.subnets.unknown.length > 0) resolved = false;
        for (const subnet of attachment?.subnets.keys ?? []) subnets.add(subnet);
      }
    }
    return { subnets: [...subnets], resolved };
  }
}
