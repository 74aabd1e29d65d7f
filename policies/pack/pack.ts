import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { loadRegister } from "../../register/load";
import { openSource, readSettings } from "../base-commit/policy-files";
import type { Rule } from "../catalogue";
import { judge } from "../judge";
import { readOwnRules } from "../own-rules/own-rules";
import type { Settings } from "../settings";
import { stackFolders } from "./pack-config";
import { packPolicies } from "./pack-policies";
import { PackSession } from "./pack-session";
import { keepStackConfiguration } from "./pack-stack-config";

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

/** Errors about what the stack is judged by. */
const SHOWN_LATER = new Set(["SettingsError", "CheckoutError", "FileError", "OwnRulesError"]);

/**
 * Policies and their enforcement levels are announced before any configuration arrives: only the stack's own leasehold.yaml
 * can set levels, and name rules of a team's own.
 */
function defaults(): { severities: Settings["severities"]; ownRules: readonly Rule[] } {
  try {
    const { source } = openSource(folders[0] ?? process.cwd(), undefined, environment);
    const files = folders.map((folder) => join(folder, "leasehold.yaml"));
    const file = files.find((path) => source.read(path) !== undefined);
    if (file === undefined) return { severities: {}, ownRules: [] };
    const settings = readSettings(source, file, false);
    return { severities: settings.severities, ownRules: readOwnRules(source, settings, file)?.rules ?? [] };
  } catch (error) {
    // The session meets the same error with the first resource, where the engine can show it.
    if (error instanceof Error && SHOWN_LATER.has(error.name)) return { severities: {}, ownRules: [] };
    throw error;
  }
}

const { severities, ownRules } = defaults();
new PolicyPack("leasehold", { policies: packPolicies(session, severities, ownRules) });
