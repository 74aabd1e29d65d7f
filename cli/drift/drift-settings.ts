import * as path from "node:path";
import { type DriftSettings, parseDriftSettings } from "../../drift/drift-settings";
import type { OpenedSettings } from "../judged-by";

/** `drift:` of the settings that were opened, with its paths made absolute. @throws SettingsError */
export function readDriftSettings({ opened, settingsFile }: OpenedSettings): DriftSettings {
  const settings = parseDriftSettings(opened.source.read(settingsFile) ?? "", settingsFile);
  const at = (file: string): string => path.resolve(path.dirname(settingsFile), file);
  return {
    ...settings,
    ignore: at(settings.ignore),
    ...(settings.store !== undefined && { store: at(settings.store) }),
  };
}
