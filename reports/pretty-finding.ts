import type { createColors } from "picocolors";
import type { Finding } from "../policies/finding";
import { plainText } from "./plain-text";
import { waiverInWords } from "./waiver-words";

export type Colors = ReturnType<typeof createColors>;

/**
 * A finding as lines for a person: verdict, rule and place; what it is about; what is wrong; how to mend it.
 * @param elsewhere its place where it has none in the program
 */
export function describeFinding(finding: Finding, colors: Colors, elsewhere?: string): string[] {
  const { location, resource } = finding;
  const where = location
    ? plainText(`${location.file}:${location.line}:${location.column}`)
    : plainText(elsewhere ?? "(no place in the program)");
  const what = resource
    ? `${plainText(resource.name)} ${colors.dim(`(${plainText(resource.type)})`)}`
    : subject(finding);
  return [
    `${verdictLabel(finding, colors)} ${colors.bold(plainText(finding.rule))} ${where}`,
    ...(what === "" ? [] : [`  ${what}`]),
    `  ${plainText(finding.message)}`,
    finding.status === "waived"
      ? `  ${plainText(waiverInWords(finding))}`
      : `  ${colors.green("Fix:")} ${plainText(finding.remediation)}`,
  ];
}

function subject({ lease, segment }: Finding): string {
  return plainText([lease && `lease ${lease}`, segment && `segment ${segment}`].filter(Boolean).join(", "));
}

/** One word for status and severity. */
export function verdictLabel({ status, severity }: Finding, colors: Colors): string {
  switch (status) {
    case "violation":
      return severity === "error" ? colors.red("✖ error") : colors.yellow("▲ warning");
    case "undetermined":
      return colors.cyan("? undetermined");
    case "waived":
      return colors.dim("– waived");
  }
}
