import type { DriftHistory, HistoricFinding } from "../../../reports/history/drift-history";
import { driftFinding } from "../../drift/store/drift-finding";
import { HOSTILE } from "../full-report";

const at = (hour: number): string => new Date(Date.parse("2026-11-20T06:00:00Z") + hour * 3_600_000).toISOString();

type Step = HistoricFinding["transitions"][number];
const step = (hour: number, kind: Step["kind"], message = "It differs."): Step => ({
  at: at(hour),
  kind,
  severity: "error",
  message,
});

function historic(over: Partial<HistoricFinding>): HistoricFinding {
  return {
    finding: driftFinding(),
    open: true,
    flapping: false,
    firstSeen: at(0),
    lastSeen: at(48),
    resolvedAt: null,
    spans: [{ from: at(0), to: null }],
    transitions: [step(0, "opened")],
    ...over,
  };
}

/** Every state of a finding, in two leases and in none, with names that are out to do harm. */
export const exampleHistory: DriftHistory = {
  version: 1,
  asOf: at(50),
  since: null,
  lease: null,
  runs: Array.from({ length: 13 }, (_, run) => ({ at: at(run * 4), observers: ["aws", "dns"] })),
  findings: [
    historic({ transitions: [step(0, "opened"), step(8, "worsened", "It differs more.")] }),
    historic({
      finding: driftFinding({ severity: "warning", lease: "lab", message: HOSTILE, drift: { id: HOSTILE } }),
      open: false,
      resolvedAt: at(40),
      spans: [
        { from: at(4), to: at(12) },
        { from: at(20), to: at(40) },
      ],
      transitions: [step(4, "opened", HOSTILE), step(12, "recovered"), step(20, "reopened"), step(40, "recovered")],
    }),
    historic({
      finding: driftFinding({ status: "undetermined", lease: null, drift: { change: "unobserved", type: "*" } }),
      flapping: true,
      transitions: [step(0, "opened"), step(4, "recovered"), step(8, "reopened"), step(12, "damped")],
    }),
    historic({ finding: driftFinding({ status: "waived", lease: "lab", rule: "drift-added" }) }),
  ],
  untold: 1,
};
