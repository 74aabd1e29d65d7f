import { basename, join } from "node:path";
import { parse } from "yaml";
import { type Checkout, CheckoutError } from "./checkout";
import { MAX_POLICY_BYTES, type MovedFolder, workingTree } from "./policy-source";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * Where a project lay in a commit, when it lies elsewhere now: else a pull request could leave its settings and approvers
 * behind by moving its folder. A project is known by its name, as its stacks are; `undefined`: it was not moved, or is new.
 * @throws CheckoutError where the commit has several projects of that name
 */
export function movedProject(checkout: Checkout, commit: string, folder: string): MovedFolder | undefined {
  const now = checkout.folderPathOf(folder);
  if (now === undefined) return undefined;
  const name = firstName((file) => workingTree.read(join(folder, file)));
  if (name === undefined) return undefined;
  const files = checkout.filesNamed(commit, new Set(PROJECT_FILES));
  const folders = [...new Set(files.map((file) => file.slice(0, -basename(file).length).replace(/\/$/, "")))];
  // What lies where it lay may be renamed; it keeps its settings.
  if (folders.includes(now)) return undefined;
  const named = folders.filter((one) => firstName((file) => textAt(checkout, commit, one, file)) === name);
  if (named.length > 1) {
    throw new CheckoutError(
      `Project ${name} is new in ${now || "the top folder"}, and the base commit has it in ${named.map(shown).join(", ")}: ` +
        "by which settings, waivers and approvers is it judged? Give the new project a name of its own.",
    );
  }
  return named[0] === undefined ? undefined : { after: now, before: named[0] };
}

const shown = (folder: string): string => folder || "the top folder";

function textAt(checkout: Checkout, commit: string, folder: string, file: string): string | undefined {
  const path = folder === "" ? file : `${folder}/${file}`;
  return checkout.read(commit, path, MAX_POLICY_BYTES)?.toString("utf8");
}

function firstName(read: (file: string) => string | undefined): string | undefined {
  for (const file of PROJECT_FILES) {
    const text = read(file);
    if (text !== undefined) return nameIn(text);
  }
  return undefined;
}

function nameIn(text: string): string | undefined {
  let content: unknown;
  try {
    content = parse(text, { logLevel: "silent" });
  } catch {
    // What nobody can read has no name; the engine refuses it.
    return undefined;
  }
  const name = typeof content === "object" && content !== null && "name" in content ? content.name : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
