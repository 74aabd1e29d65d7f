import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OpaError } from "./own-rules/opa";

/** What rules import: the Rego of this package that is no rule itself, its makers of facts for tests included. */
export function libraryFiles(): ReadonlyMap<string, Uint8Array> {
  const folder = locate("rules");
  const names = readdirSync(folder).filter((name) => name.endsWith(".rego"));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name))]));
}

/** The file that lists the builtins which the runtime of rules has. */
export function capabilitiesFile(): string {
  return locate("capabilities.json");
}

/** In policies/ of the package: this very folder, or, from dist and from the bundled command, two folders up. */
function locate(name: string): string {
  const places = [join(__dirname, name), join(__dirname, "..", "..", "policies", name)];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new OpaError(`${name} is missing from the package (looked at ${places.join(", ")})`);
  return found;
}
