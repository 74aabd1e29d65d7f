import { editedLeases } from "./edited-leases";
import { replayHistory } from "./history-chain";
import { RegisterError, shownSource } from "./register-error";
import type { Proposal, StoredRegister } from "./register-store";

/**
 * What was edited by hand since the last entry of the history, as a change of its own.
 * @throws RegisterError where the history is broken, or the edit is one that no register takes: a lease that is gone or
 * revived, or another prefix
 */
export function recordEdits({ file, historyFile, document }: StoredRegister): Proposal {
  const history = replayHistory(historyFile);
  const { changes, problems } = editedLeases(history.leases, document.leases);
  const against = [...history.problems.map((problem) => `history, ${problem}`), ...problems];
  if (against.length > 0) throw new RegisterError(shownSource(file), against);
  return { action: "edit", changes };
}
