import { OBSERVER_NAMES, type ObserverName } from "../../drift/drift-item";
import type { DriftSettings } from "../../drift/drift-settings";
import type { Observer } from "../../drift/observer";
import type { ObserverEnvironment, ObserverTable } from "../../drift/observers/table";
import { UsageError } from "../failure";

/** The observers of these names. @throws UsageError */
export function sourceNames(words: readonly string[]): ObserverName[] {
  return words.map((word) => {
    const found = OBSERVER_NAMES.find((name) => name === word);
    if (found !== undefined) return found;
    const { nearest } = require("../../policies/nearest") as typeof import("../../policies/nearest");
    const near = nearest(word, OBSERVER_NAMES);
    const hint = near ? `Did you mean ${near}?` : `There are ${OBSERVER_NAMES.join(", ")}.`;
    throw new UsageError(`--source ${word}: there is no such observer. ${hint}`);
  });
}

/** The observers to run, in their order: those that `--source` names, else those that are configured. @throws UsageError */
export function chosenObservers(
  sources: readonly ObserverName[] | undefined,
  settings: DriftSettings,
  table: ObserverTable,
  environment: ObserverEnvironment,
): Observer[] {
  const chosen = OBSERVER_NAMES.filter((name) =>
    sources === undefined ? table[name]?.configured(settings, environment) : sources.includes(name),
  );
  if (chosen.length === 0) {
    throw new UsageError(
      `Nobody is to look: choose with --source (${OBSERVER_NAMES.join(", ")}), or say what to look at under drift: of leasehold.yaml.`,
    );
  }
  return chosen.map((name) => {
    const entry = table[name];
    if (entry === undefined) throw new UsageError(`--source ${name}: this version cannot look at it.`);
    return entry.create(settings, environment, chosen);
  });
}
