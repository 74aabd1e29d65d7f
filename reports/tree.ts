import type { createColors } from "picocolors";
import { plainText } from "./plain-text";
import type { ReportedResource } from "./report";

/** Of many siblings of one type, this many are shown, the others counted. */
const SHOWN_OF_A_KIND = 5;
/** Trees up to this size are shown whole. */
const SHOWN_WHOLE = 60;

/** Resources as an indented tree, children under the component that made them, each with its place in the program. */
export function renderTree(
  resources: readonly ReportedResource[],
  colors: ReturnType<typeof createColors>,
  whole: boolean,
): string[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = new Map<string | undefined, ReportedResource[]>();
  for (const resource of resources) {
    const parent = resource.parent !== null && byUrn.has(resource.parent) ? resource.parent : undefined;
    const siblings = children.get(parent);
    if (siblings) siblings.push(resource);
    else children.set(parent, [resource]);
  }
  const fold = !whole && resources.length > SHOWN_WHOLE;
  const lines: string[] = [];
  const visit = (parent: string | undefined, indent: string): void => {
    const rows = fold ? folded(children.get(parent) ?? []) : (children.get(parent) ?? []);
    for (const [index, row] of rows.entries()) {
      const last = index === rows.length - 1;
      const top = parent === undefined;
      const branch = top ? "" : last ? "└─ " : "├─ ";
      if ("more" in row) {
        lines.push(indent + branch + colors.dim(`… ${row.more} more ${plainText(row.type)}`));
        continue;
      }
      lines.push(indent + branch + describe(row, parent === undefined ? undefined : byUrn.get(parent), colors));
      visit(row.urn, top ? indent : indent + (last ? "   " : "│  "));
    }
  };
  visit(undefined, "");
  return lines;
}

/** A child that its component made has the component's place, which is not said again. */
function describe(
  resource: ReportedResource,
  parent: ReportedResource | undefined,
  colors: ReturnType<typeof createColors>,
): string {
  const place = ({ location }: ReportedResource): string =>
    location ? `  ${location.file}:${location.line}:${location.column}` : "";
  const at = parent && place(parent) === place(resource) ? "" : place(resource);
  const { operation } = resource;
  const change = operation === undefined || operation === "same" ? "" : ` (${operation})`;
  const remote = resource.remote ? " (remote: its insides are out of view)" : "";
  return `${plainText(resource.type)} ${colors.bold(plainText(resource.name))}${change}${remote}${colors.dim(plainText(at))}`;
}

type Row = ReportedResource | { readonly more: number; readonly type: string };

function folded(siblings: readonly ReportedResource[]): Row[] {
  const counts = new Map<string, number>();
  for (const { type } of siblings) counts.set(type, (counts.get(type) ?? 0) + 1);
  const seen = new Map<string, number>();
  const rows: Row[] = [];
  for (const resource of siblings) {
    const count = counts.get(resource.type) ?? 0;
    const position = (seen.get(resource.type) ?? 0) + 1;
    seen.set(resource.type, position);
    // One that would be folded alone takes no more room when it is shown.
    if (position <= SHOWN_OF_A_KIND || count === SHOWN_OF_A_KIND + 1) rows.push(resource);
    else if (position === count) rows.push({ more: count - SHOWN_OF_A_KIND, type: resource.type });
  }
  return rows;
}
