import * as fs from "node:fs";
import * as path from "node:path";
import { PreviewError } from "./preview-error";
import { isRecord, type Project, readYaml } from "./project";
import { UNKNOWN_TEXT } from "./runner/protocol";

/** A stack's configuration as a program reads it: full keys (`project:key`) to text, structured values as JSON. */
export interface StackConfig {
  readonly values: Readonly<Record<string, string>>;
  /** Keys that are secret in whole or in part. */
  readonly secretKeys: readonly string[];
  /** Keys whose whole value is encrypted, and so unknown: nothing is decrypted offline. */
  readonly encryptedKeys: readonly string[];
  /** ESC environments that the stack imports; their values are out of view. */
  readonly environments: readonly string[];
}

/** The stack to preview where none is named: the only one with a file, else `dev`. */
export function defaultStack(project: Project): string {
  const stacks = listStacks(project);
  return stacks.length === 1 ? (stacks[0] as string) : "dev";
}

/** Names of the stacks that have a file beside Pulumi.yaml (or in its `stackConfigDir`). */
export function listStacks(project: Project): string[] {
  if (!fs.existsSync(project.stackFolder)) return [];
  return fs
    .readdirSync(project.stackFolder)
    .map((file) => /^Pulumi\.(.+)\.(?:yaml|yml|json)$/.exec(file)?.[1])
    .filter((name): name is string => name !== undefined)
    .sort();
}

/**
 * Reads a stack's configuration over the project's defaults. A stack without a file has the defaults only.
 * @param named whether the user asked for this stack: then it must have a file, where any stack has one.
 */
export function readStackConfig(project: Project, stack: string, named: boolean): StackConfig {
  const file = ["yaml", "yml", "json"]
    .map((extension) => path.join(project.stackFolder, `Pulumi.${stack}.${extension}`))
    .find((candidate) => fs.existsSync(candidate));
  const known = file === undefined && named ? listStacks(project) : [];
  if (known.length > 0) {
    throw new PreviewError(
      `There is no Pulumi.${stack}.yaml in ${project.stackFolder}. Its stacks are: ${known.join(", ")}.`,
    );
  }
  const content = file === undefined ? {} : readYaml(file);
  if (content.config !== undefined && content.config !== null && !isRecord(content.config)) {
    throw new PreviewError(`${file}: \`config\` must be a mapping of keys to values.`);
  }
  const entries = [
    ...Object.entries(project.config).map(([key, setting]) => [key, projectDefault(setting)] as const),
    ...Object.entries(isRecord(content.config) ? content.config : {}),
  ];
  const values: Record<string, string> = {};
  const secretKeys = new Set<string>();
  const encryptedKeys = new Set<string>();
  for (const [key, setting] of entries) {
    if (setting === undefined || setting === null) continue;
    const fullKey = key.includes(":") ? key : `${project.name}:${key}`;
    const opened = withoutSecrets(setting);
    values[fullKey] = typeof opened.value === "object" ? JSON.stringify(opened.value) : String(opened.value);
    secretKeys.delete(fullKey);
    encryptedKeys.delete(fullKey);
    if (opened.secret) secretKeys.add(fullKey);
    if (isEncrypted(setting)) encryptedKeys.add(fullKey);
  }
  return {
    values,
    secretKeys: [...secretKeys],
    encryptedKeys: [...encryptedKeys],
    environments: importedEnvironments(content.environment),
  };
}

/** A project-level setting is a plain value, `{value}` or `{type, default, …}`. */
function projectDefault(setting: unknown): unknown {
  if (!isRecord(setting)) return setting;
  if ("value" in setting) return setting.value;
  return "default" in setting ? setting.default : undefined;
}

function isEncrypted(setting: unknown): boolean {
  return isRecord(setting) && Object.keys(setting).length === 1 && typeof setting.secure === "string";
}

function withoutSecrets(setting: unknown): { value: unknown; secret: boolean } {
  if (isEncrypted(setting)) return { value: UNKNOWN_TEXT, secret: true };
  if (typeof setting !== "object" || setting === null) return { value: setting, secret: false };
  let secret = false;
  const open = (part: unknown): unknown => {
    const opened = withoutSecrets(part);
    secret ||= opened.secret;
    return opened.value;
  };
  const value = Array.isArray(setting)
    ? setting.map(open)
    : Object.fromEntries(Object.entries(setting).map(([key, part]) => [key, open(part)]));
  return { value, secret };
}

function importedEnvironments(environment: unknown): string[] {
  const list = isRecord(environment) ? environment.imports : environment;
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (isRecord(entry) ? (Object.keys(entry)[0] ?? "") : String(entry)));
}
