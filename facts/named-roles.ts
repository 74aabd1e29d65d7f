import { readString } from "../graph/read";
import { type Resource, UNKNOWN } from "../graph/resource";
import type { FactContext } from "./context";
import { matchesIam } from "./iam-document";
import type { IsNamed } from "./iam-privileges";
import { collect, unknownPath } from "./references";
import { PRIVILEGED_ACCESS } from "./types";

/** The roles that may do privileged network actions: those that `PrivilegedAccess` names, and those of the settings. */
export class NamedRoles {
  readonly #patterns: readonly string[];
  /** Paths of roles that nobody knows yet: any role may be one of them. */
  readonly unknown: readonly string[];

  constructor({ references, options }: FactContext) {
    const patterns: string[] = [];
    const unknown: string[] = [];
    for (const access of references.ofType(PRIVILEGED_ACCESS)) {
      for (const { path, value } of collect(access.inputs, "roles[]")) {
        if (typeof value === "string") patterns.push(value);
        else if (value === UNKNOWN) unknown.push(unknownPath(access, path));
      }
    }
    for (const role of options.privilegedRoles ?? []) patterns.push(role.startsWith("arn:") ? role : `*:role/*${role}`);
    this.#patterns = patterns;
    this.unknown = unknown;
  }

  /** Whether a pattern in a policy names such roles only. A wider pattern than the one that is named is not. */
  readonly isNamed: IsNamed = (pattern) => this.#patterns.some((named) => matchesIam(named, pattern));

  /** Whether a role in view is one of them, by its ARN, or by its name where nobody knows the ARN yet. */
  holds(role: Resource): boolean {
    const arn = readString(role.outputs, "arn");
    if (arn !== undefined && "known" in arn) return this.isNamed(arn.known);
    const name = readString(role.inputs, "name");
    if (name === undefined || !("known" in name)) return false;
    const path = readString(role.inputs, "path");
    return this.holdsName(`${path !== undefined && "known" in path ? path.known : "/"}${name.known}`);
  }

  /** As `holds`, of a role's name, with its path if it has one. */
  holdsName(name: string): boolean {
    const full = name.replace(/^\//, "");
    return this.#patterns.some((named) => {
      const at = named.indexOf(":role/");
      return at >= 0 && matchesIam(named.slice(at + ":role/".length), full);
    });
  }
}
