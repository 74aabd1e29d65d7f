import type { ReputationSettings } from "../../drift/observers/reputation/reputation-settings";
import { readDriftSettings } from "../drift/drift-settings";
import type { Io } from "../io";
import { openSettings } from "../judged-by";

/** Options by which the settings are found. */
export interface ReputationSettingsOptions {
  readonly settings?: string;
  readonly base?: string;
  readonly resolver?: readonly string[];
}

/** What `drift.reputation` says, its paths absolute, and how many seconds an observer may take. @throws SettingsError */
export function reputationSettings(
  options: ReputationSettingsOptions,
  io: Io,
): { readonly settings: ReputationSettings; readonly timeout: number } {
  const { reputationSettingsSchema } =
    require("../../drift/observers/reputation/reputation-settings") as typeof import("../../drift/observers/reputation/reputation-settings");
  const opened = openSettings(io.folder, options, io);
  const { reputation, timeout } = readDriftSettings(opened, options, io);
  return { settings: reputation ?? reputationSettingsSchema.parse({}), timeout };
}
