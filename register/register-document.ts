import type { LeaseInput } from "../lease/lease";
import type { HistoryHead, LeaseChange } from "./history-entry";
import { LeaseDigest } from "./lease-digest";

/** A register as its file says it, so that it can be written again with nothing changed but what was to be. */
export interface RegisterDocument {
  /** For editors. */
  readonly $schema?: string;
  /** As they are written, in the order of the file. */
  readonly leases: readonly LeaseInput[];
  /** The last entry of its history; absent where it has none yet. */
  readonly history?: HistoryHead;
}

/** A register without leases. */
export const EMPTY_DOCUMENT: RegisterDocument = { leases: [] };

/** The text of `leases.json`: JSON, indented by two spaces, with a newline at the end. */
export function formatDocument({ $schema, leases, history }: RegisterDocument): string {
  const document = { ...($schema !== undefined && { $schema }), version: 1, leases, ...(history && { history }) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Puts the leases of changes in the place of those before, new ones at the end. */
export function applyChanges(leases: readonly LeaseInput[], changes: readonly LeaseChange[]): LeaseInput[] {
  const byId = new Map(leases.map((lease) => [lease.id, lease]));
  for (const { lease, after } of changes) byId.set(lease, after);
  return [...byId.values()];
}

/** Digest of a document's leases. */
export function digestOf({ leases }: Pick<RegisterDocument, "leases">): string {
  return LeaseDigest.of(leases);
}
