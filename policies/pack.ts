import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { loadRegister } from "../register/load";
import { FileError } from "./bounded-file";
import { CheckoutError } from "./checkout";
import { judge } from "./judge";
import { stackFolders } from "./pack-config";
import { packPolicies } from "./pack-policies";
import { PackSession } from "./pack-session";
import { keepStackConfiguration } from "./pack-stack-config";
import { openSource, readSettings } from "./policy-files";
import { type Settings, SettingsError } from "./settings";

/** The policy pack: what `pulumi preview --policy-pack node_modules/leasehold/policies` runs, one pack a process. */
const environment = { ...process.env };
keepStackConfiguration(environment);
const folders = stackFolders(environment, process.ppid);
const session = new PackSession({
  judge,
  loadRegister: (source) => loadRegister(source, { timeoutMs: 10_000, maxBytes: 16 * 1024 * 1024 }),
  environment,
  folders,
});

new PolicyPack("leasehold", { policies: packPolicies(session, defaultSeverities()) });

/** Enforcement levels are announced before any configuration arrives: only the stack's own leasehold.yaml can set them. */
function defaultSeverities(): Settings["severities"] {
  try {
    const { source } = openSource(folders[0] ?? process.cwd(), undefined, environment);
    const files = folders.map((folder) => join(folder, "leasehold.yaml"));
    const file = files.find((path) => source.read(path) !== undefined);
    return file === undefined ? {} : readSettings(source, file, false).severities;
  } catch (error) {
    // The session meets the same error with the first resource, where the engine can show it.
    if (error instanceof SettingsError || error instanceof CheckoutError || error instanceof FileError) return {};
    throw error;
  }
}
