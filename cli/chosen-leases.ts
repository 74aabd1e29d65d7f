import { UsageError } from "./failure";

/** The leases that `--lease` chooses of those that are known; all of them where it is not given. @throws UsageError */
export function chosenLeases(known: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  const missing = wanted?.find((id) => !known.includes(id));
  if (missing === undefined) return wanted ?? known;
  const { nearest } = require("../policies/nearest") as typeof import("../policies/nearest");
  const near = nearest(missing, known);
  throw new UsageError(`There is no lease ${missing}. ${near ? `Did you mean ${near}?` : "Is it in the register?"}`);
}
