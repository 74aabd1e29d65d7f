import { type ProviderSettings, SECRET_SETTINGS, SETTING_VARIABLES, type SettingName } from "../settings";
import { PublishError, type PublisherName } from "./publish-error";

/** A setting that a publisher cannot do without. @throws PublishError that says how to give it. */
export function requireSetting(publisher: PublisherName, settings: ProviderSettings, setting: SettingName): string {
  const value = settings[setting];
  if (value !== undefined) return String(value);
  const secret = SECRET_SETTINGS.has(setting) ? "--secret " : "";
  const fix = `run pulumi config set ${secret}leasehold:${setting}, or set ${SETTING_VARIABLES[setting][0]}`;
  throw new PublishError(publisher, "settings", `the setting leasehold:${setting} is missing`, fix);
}
