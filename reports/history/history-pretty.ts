import { createColors } from "picocolors";
import { inertLine, plainText } from "../plain-text";
import { byLease, type DriftHistory, type HistoricFinding, minute, stateOf } from "./drift-history";

export interface HistoryPrettyOptions {
  readonly colour: boolean;
  /** Show every transition. */
  readonly verbose?: boolean;
}

type Colors = ReturnType<typeof createColors>;

/** A history for a person: by lease, what was found, since when, and what became of it. */
export function renderHistoryPretty(history: DriftHistory, options: HistoryPrettyOptions): string {
  const colors = createColors(options.colour);
  const since = history.since === null ? "" : ` since ${minute(history.since)} UTC`;
  const lines = [colors.bold(`Drift${since}, as of ${minute(history.asOf)} UTC`), ""];
  for (const [lease, findings] of byLease(history.findings)) {
    lines.push(colors.bold(lease === null ? "No lease" : `Lease ${plainText(lease)}`));
    for (const one of findings) lines.push(...describe(one, colors, options.verbose ?? false));
    lines.push("");
  }
  lines.push(summary(history));
  return `${lines.map(inertLine).join("\n")}\n`;
}

function describe(one: HistoricFinding, colors: Colors, verbose: boolean): string[] {
  const { finding, firstSeen, lastSeen, resolvedAt, spans } = one;
  const state = stateOf(one);
  const mark = {
    open: colors.red("●"),
    flapping: colors.yellow("~"),
    waived: colors.dim("–"),
    resolved: colors.green("○"),
  };
  const times = spans.length > 1 ? `, ${spans.length} times` : "";
  const until = resolvedAt === null ? `seen last ${minute(lastSeen)}` : `gone ${minute(resolvedAt)}`;
  const steps = one.transitions.map(({ at, kind, message }) => `      ${minute(at)} ${kind}: ${plainText(message)}`);
  return [
    `  ${mark[state]} ${state} ${finding.severity} ${finding.rule}: ${plainText(finding.message)}`,
    colors.dim(`      first seen ${minute(firstSeen)}, ${until}${times}`),
    ...(verbose ? steps.map(colors.dim) : []),
  ];
}

/** `3 open, 1 flapping, 4 resolved; 12 runs.` */
function summary({ findings, runs, untold }: DriftHistory): string {
  const states = (["open", "flapping", "waived", "resolved"] as const).flatMap((state) => {
    const count = findings.filter((one) => stateOf(one) === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const waiting = untold === 0 ? "" : ` ${untold === 1 ? "1 message is" : `${untold} messages are`} still to be told.`;
  const found = states.length === 0 ? "Nothing was found" : states.join(", ");
  return `${found}; ${runs.length === 1 ? "1 run" : `${runs.length} runs`}.${waiting}`;
}
