import { canonicalJson } from "../lease/canonical-json";
import type { LeaseInput } from "../lease/lease";
import { forbidden } from "./history-chain";
import type { LeaseChange } from "./history-entry";

/** How a register's leases differ from what its history left. */
export interface EditedLeases {
  /** Leases that were added or changed by hand. */
  readonly changes: readonly LeaseChange[];
  /** Ids of leases that the file no longer has. */
  readonly removed: readonly string[];
  /** Edits that cannot be recorded: a lease that is gone, revived, or has another prefix. */
  readonly problems: readonly string[];
}

/** Compares the leases of a file with those of its history. Pure. */
export function editedLeases(recorded: ReadonlyMap<string, LeaseInput>, present: readonly LeaseInput[]): EditedLeases {
  const changes = present.flatMap((after): LeaseChange[] => {
    const before = recorded.get(after.id) ?? null;
    return canonicalJson(before) === canonicalJson(after) ? [] : [{ lease: after.id, before, after }];
  });
  const ids = new Set(present.map(({ id }) => id));
  const removed = [...recorded.keys()].filter((id) => !ids.has(id));
  const problems = [
    ...removed.map(
      (id) => `lease ${id} was removed, and a register never forgets one: put it back, with status released`,
    ),
    ...changes.flatMap(({ before, after }) => forbidden(before, after)),
  ];
  return { changes, removed, problems };
}
