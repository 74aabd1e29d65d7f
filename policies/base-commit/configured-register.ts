import { dirname, extname, join, resolve } from "node:path";
import { parse } from "yaml";
import { shownSource } from "../../register/register-error";
import type { Notice } from "../notice";
import { FileError } from "./bounded-file";
import { type PolicySource, workingTree } from "./policy-source";

/**
 * The register that the project's configuration in `source` names, as an absolute path or URL; `undefined`: none. Relative
 * paths are taken as a program takes them: from the folder of its entry, then from that of Pulumi.yaml.
 */
export function configuredRegister(source: PolicySource, folder: string, stack: string): string | undefined {
  const project = readFirst(source, folder, "Pulumi");
  const found = registerSetting(source, folder, stack, project);
  if (found === undefined || /^[a-z][a-z0-9+.-]+:\/\//i.test(found)) return found;
  const main = memberOf(project, "main");
  const entry = typeof main === "string" ? resolve(folder, extname(main) === "" ? main : dirname(main)) : folder;
  const places = [entry, folder].map((place) => resolve(place, found));
  return places.find((place) => source.read(place) !== undefined) ?? places[0];
}

/** What a pull request would change in which register its stacks' configuration names; it is judged by that of the base. */
export function registerChanges(source: PolicySource, folder: string, stacks: readonly string[]): Notice[] {
  if (source.commit === undefined) return [];
  return [...new Set(stacks)].flatMap((stack): Notice[] => {
    const before = registerSetting(source, folder, stack);
    const after = proposedSetting(folder, stack);
    if (before === after) return [];
    const what = `leasehold:register of stack ${stack}`;
    const message =
      before === undefined
        ? `This pull request adds ${what}: ${shownSource(after ?? "")}. There was none, so it counts.`
        : after === undefined
          ? `This pull request removes ${what}: ${shownSource(before)}. It is judged without that.`
          : `This pull request changes ${what} from ${shownSource(before)} to ${shownSource(after)}. It is judged without that.`;
    return [{ about: "pull-request", level: "warning", message }];
  });
}

/** A configuration that nobody can read names no register. */
function proposedSetting(folder: string, stack: string): string | undefined {
  try {
    return registerSetting(workingTree, folder, stack);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** As it is written: what the stack says, else what the project says. */
function registerSetting(
  source: PolicySource,
  folder: string,
  stack: string,
  project: unknown = readFirst(source, folder, "Pulumi"),
): string | undefined {
  const given = memberOf(project, "stackConfigDir") ?? memberOf(project, "config");
  const stackFolder = typeof given === "string" ? resolve(folder, given) : folder;
  return registerIn(readFirst(source, stackFolder, `Pulumi.${stack}`)) ?? registerIn(project);
}

function readFirst(source: PolicySource, folder: string, name: string): unknown {
  for (const extension of ["yaml", "yml", "json"]) {
    const file = join(folder, `${name}.${extension}`);
    // A stack's name comes from outside, and may hold separators.
    const text = dirname(file) === resolve(folder) ? source.read(file) : undefined;
    if (text !== undefined) return parse(text, { logLevel: "silent" });
  }
  return undefined;
}

function registerIn(content: unknown): string | undefined {
  const config = memberOf(content, "config");
  const entry = memberOf(config, "leasehold:register") ?? memberOf(config, "leasehold:config:register");
  const value = typeof entry === "string" ? entry : (memberOf(entry, "value") ?? memberOf(entry, "default"));
  return typeof value === "string" && value !== "" ? value : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
