import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { isoDate } from "../../lease/lease";

/**
 * What a policy-pack configuration may say under the pack's own policy:
 * `{"leasehold": {"register": "leases.json", "asOf": "2026-11-30", "settings": "leasehold.yaml"}}`.
 */
const packConfigSchema = z.strictObject({
  register: z.string().min(1).optional(),
  asOf: isoDate.optional(),
  settings: z.string().min(1).optional(),
});

/** The same for the engine, which checks it before the pack runs. */
export const packConfigProperties = {
  register: {
    type: "string" as const,
    description: "Path (relative to the stack's folder) or https URL of the register of leases",
  },
  asOf: { type: "string" as const, description: "Day on which terms are judged, YYYY-MM-DD, UTC; default: today" },
  settings: { type: "string" as const, description: "Path of leasehold.yaml; default: the one in the stack's folder" },
};

/** Where the pack finds what it judges by. */
export interface PackConfig {
  /** Absolute path or https URL; `undefined`: there is no register. */
  readonly register: string | undefined;
  /** The register is the one that the stack's own configuration names. */
  readonly registerIsConfigured: boolean;
  /** Calendar day, UTC. */
  readonly today: string;
  /** Absolute path; `undefined`: the leasehold.yaml of the stack's folder, where there is one. */
  readonly settings: string | undefined;
}

/** What the pack's configuration says cannot be used. */
export class PackConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PackConfigError";
  }
}

/**
 * The pack's configuration. The register is the pack's own `register`, else `LEASEHOLD_REGISTER`, else the stack's
 * `leasehold:register`; the day is `asOf`, else `LEASEHOLD_AS_OF`, else the current UTC day. Throws `PackConfigError`.
 */
export function readPackConfig(given: object, environment: NodeJS.ProcessEnv, folders: readonly string[]): PackConfig {
  const parsed = packConfigSchema.safeParse(given);
  if (!parsed.success) throw new PackConfigError(`configuration of the policy leasehold: ${problemsOf(parsed.error)}`);
  const { register, asOf, settings } = parsed.data;
  const named = register ?? (environment.LEASEHOLD_REGISTER || undefined);
  const source = named ?? stackConfig(environment, "register");
  const day = isoDate.safeParse(asOf ?? (environment.LEASEHOLD_AS_OF || new Date().toISOString().slice(0, 10)));
  if (!day.success) throw new PackConfigError(`LEASEHOLD_AS_OF: ${problemsOf(day.error)}`);
  return {
    register: source === undefined || /^https?:/.test(source) ? source : locate(source, folders, "register"),
    registerIsConfigured: named === undefined,
    today: day.data,
    settings: settings === undefined ? undefined : locate(settings, folders, "settings"),
  };
}

function problemsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown key ${issue.keys.join(", ")}; known are: ${Object.keys(packConfigProperties).join(", ")}`
        : [issue.path.join("."), issue.message].filter(Boolean).join(": "),
    )
    .join("; ");
}

function locate(path: string, folders: readonly string[], key: string): string {
  if (isAbsolute(path)) return path;
  const places = folders.map((folder) => resolve(folder, path));
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  throw new PackConfigError(
    `${key}: there is no file ${path} in the stack's folder (looked at ${places.join(", ") || "no folder"}); ` +
      "give an absolute path",
  );
}

/** The engine hands the stack's configuration to a policy pack as it does to a program. */
function stackConfig(environment: NodeJS.ProcessEnv, key: string): string | undefined {
  const config: unknown = JSON.parse(environment.PULUMI_CONFIG || "{}");
  if (typeof config !== "object" || config === null) return undefined;
  const entries = config as Readonly<Record<string, unknown>>;
  const value = entries[`leasehold:${key}`] ?? entries[`leasehold:config:${key}`];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Where the stack may live, the likeliest first. The engine runs a pack in the pack's folder and does not say where the
 * stack is: so it is the folder of the process that started this one (the engine or its language host, which work in the
 * stack's folder), then the shell's; in each the project's own Pulumi.yaml is looked for upwards, as the engine does.
 */
export function stackFolders(environment: NodeJS.ProcessEnv, parent: number): string[] {
  const starts = [folderOfProcess(parent), environment.PWD].filter((folder) => folder !== undefined);
  const folders = starts.flatMap((start) => {
    const project = projectFolder(start, environment.PULUMI_PROJECT);
    return project === undefined ? [start] : [project, start];
  });
  return [...new Set(folders)];
}

/** Only Linux tells the working directory of another process. */
function folderOfProcess(id: number): string | undefined {
  try {
    return readlinkSync(`/proc/${id}/cwd`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

function projectFolder(start: string, project: string | undefined): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const name of ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]) {
      const file = join(folder, name);
      if (existsSync(file) && (project === undefined || nameOf(file) === project)) return folder;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function nameOf(file: string): string | undefined {
  const parsed: unknown = parse(readFileSync(file, "utf8"));
  return typeof parsed === "object" && parsed !== null && "name" in parsed ? String(parsed.name) : undefined;
}
