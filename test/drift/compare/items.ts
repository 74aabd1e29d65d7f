import type { Look } from "../../../drift/compare/compare";
import type { DriftItem } from "../../../drift/drift-item";
import type { Unseen } from "../../../drift/observer";

/** A reverse name of the segment email of the lease web, changed as a test says. */
export function item(id: string, changes: Partial<DriftItem> = {}): DriftItem {
  return {
    observer: "dns",
    type: "ptr",
    id,
    lease: "web",
    segment: "email",
    name: `reverse name of ${id}`,
    fields: { name: `${id.replaceAll(".", "-")}.mail.example.` },
    ...changes,
  };
}

/** What the observer of the items saw. */
export function look(
  items: readonly DriftItem[],
  unseen: readonly Unseen[] = [],
  changes: Partial<Look["observer"]> = {},
): Look {
  return { observer: { name: "dns", extra: "unmanaged", ...changes }, observation: { items, unseen } };
}
