import { collect, unknownPath } from "../../../facts/references";
import { joinPath, readNumber, readString } from "../../../graph/read";
import { type Properties, type Resource, UNKNOWN } from "../../../graph/resource";
import type { FieldValue } from "../../drift-item";
import type { PlainRule } from "./rule-text";
import { sortedTexts } from "./seen-resource";

/** Texts of declared rules, and the paths that hide others. */
export interface DeclaredRules {
  readonly texts: string[];
  readonly unknown: string[];
}

export function noRules(): DeclaredRules {
  return { texts: [], unknown: [] };
}

export function fieldOf({ texts, unknown }: DeclaredRules): FieldValue {
  return unknown.length > 0 ? { unknown: unknown.join(", ") } : sortedTexts(texts);
}

/** Calls `read` for each object of a list, with its path; what cannot be read is noted as unknown. */
export function eachRule(
  resource: Resource,
  property: string,
  rules: DeclaredRules,
  read: (rule: Properties, path: string) => void,
): void {
  const list = resource.inputs[property];
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    rules.unknown.push(unknownPath(resource, property));
    return;
  }
  for (const [index, rule] of list.entries()) {
    const path = joinPath(property, index);
    if (typeof rule === "object" && rule !== null && !Array.isArray(rule)) read(rule, path);
    else if (rule !== null) rules.unknown.push(unknownPath(resource, path));
  }
}

/** Protocol and ports of a rule; undefined where nobody knows them, which is noted. */
export function plainRule(
  resource: Resource,
  rule: Properties,
  path: string,
  protocolName: string,
  rules: DeclaredRules,
): PlainRule | undefined {
  const protocol = readString(rule, protocolName);
  const [from, to] = ["fromPort", "toPort"].map((name) => readNumber(rule, name));
  const hidden = [protocol, from, to].flatMap((read) => (read !== undefined && "unknown" in read ? read.unknown : []));
  for (const at of hidden) rules.unknown.push(unknownPath(resource, path === "" ? at : `${path}.${at}`));
  if (hidden.length > 0) return undefined;
  return {
    protocol: protocol !== undefined && "known" in protocol ? protocol.known : "-1",
    ...(from !== undefined && "known" in from ? { from: from.known } : {}),
    ...(to !== undefined && "known" in to ? { to: to.known } : {}),
  };
}

/** The texts at some paths of a rule; unknown ones are noted. */
export function peersAt(
  resource: Resource,
  rule: Properties,
  path: string,
  paths: readonly string[],
  rules: DeclaredRules,
): string[] {
  return paths.flatMap((name) =>
    collect(rule, name).flatMap((found) => {
      if (typeof found.value === "string") return found.value === "" ? [] : [found.value];
      if (found.value === UNKNOWN)
        rules.unknown.push(unknownPath(resource, path === "" ? found.path : `${path}.${found.path}`));
      return [];
    }),
  );
}
