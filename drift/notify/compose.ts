import type { Finding, Severity } from "../../policies/finding";
import type { KnownFinding, RecordedRun } from "../store/recorded-run";
import { EVENTS, type Notification, type ToldFinding } from "./notification";
import type { ChannelSettings } from "./notify-settings";

/** Findings that one message lists. */
const LISTED = 200;

/** A message before it has its id. */
export type Draft = Omit<Notification, "id">;

/** What a run has to tell a channel: one message, or one for each lease where the channel keeps a record of each; none where there is nothing to say. */
export function compose(
  run: RecordedRun,
  at: Date,
  channel: ChannelSettings,
  openFindings: () => readonly KnownFinding[],
): Draft[] {
  const told = eventsOf(run).filter(({ finding, peak }) => concerns(channel, finding, peak));
  if (told.length === 0) return [];
  if (channel.kind !== "github") return [draft(at, told)];
  const leases = [...new Set(told.map(({ finding }) => finding.lease))].sort();
  const open = openFindings().filter(({ finding, peak }) => concerns(channel, finding, peak));
  return leases.map((lease) => {
    const own = open.filter(({ finding }) => finding.lease === lease);
    const listed = byImportance(own.map((known) => toldOf("new", known)));
    return {
      ...draft(
        at,
        told.filter(({ finding }) => finding.lease === lease),
      ),
      record: { lease, open: listed.slice(0, LISTED), more: Math.max(0, own.length - LISTED) },
    };
  });
}

interface Event extends ToldFinding {
  /** What decides whether a channel is told: how severe it is, or was while it was open. */
  readonly peak: Severity;
}

function eventsOf(run: RecordedRun): Event[] {
  const now =
    (event: "new" | "worsened") =>
    (finding: Finding): Event => ({
      event,
      open: true,
      firstSeen: (run.firstSeen.get(finding) ?? new Date(0)).toISOString(),
      finding,
      peak: finding.severity,
    });
  const later =
    (event: ToldFinding["event"]) =>
    (known: KnownFinding): Event => ({ ...toldOf(event, known), peak: known.peak });
  return [
    ...run.fresh.map(now("new")),
    ...run.worsened.map(now("worsened")),
    ...run.flapping.map(later("flapping")),
    ...run.settled.map(later("settled")),
    ...run.recovered.map(later("recovered")),
  ];
}

function toldOf(event: ToldFinding["event"], { finding, open, firstSeen }: KnownFinding): ToldFinding {
  return { event, open, firstSeen: firstSeen.toISOString(), finding };
}

function concerns({ minSeverity, leases }: ChannelSettings, finding: Finding, severity: Severity): boolean {
  if (minSeverity === "error" && severity !== "error") return false;
  return leases === undefined || (finding.lease !== null && leases.includes(finding.lease));
}

function draft(at: Date, events: readonly Event[]): Draft {
  const count = (event: ToldFinding["event"]) => events.filter((one) => one.event === event).length;
  const told = byImportance(events.map(({ peak: _, ...one }) => one));
  return {
    version: 1,
    at: at.toISOString(),
    counts: Object.fromEntries(EVENTS.map((event) => [event, count(event)])) as Notification["counts"],
    told: told.slice(0, LISTED),
    more: Math.max(0, told.length - LISTED),
  };
}

/** What is open before what is over, errors before warnings; else in the order given. */
function byImportance(told: readonly ToldFinding[]): ToldFinding[] {
  const rank = ({ open, finding }: ToldFinding) => (open ? 0 : 2) + (finding.severity === "error" ? 0 : 1);
  return [...told].sort((a, b) => rank(a) - rank(b));
}
