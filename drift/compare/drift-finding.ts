import type { Finding } from "../../policies/finding";
import type { Settings } from "../../policies/settings";
import type { Difference } from "./difference";
import { remediationOf } from "./remediation";
import { messageOf } from "./words";

/** A difference as a finding of the report. @param severities of leasehold.yaml, which win over the item's own */
export function driftFinding(difference: Difference, severities: Settings["severities"] = {}): Finding {
  const { change, status, item, changes } = difference;
  const rule = `drift-${change}`;
  const { observer, type, id, lease, segment } = item;
  const set = severities[rule];
  const own = change === "unobserved" ? "warning" : (item.severity ?? "error");
  return {
    rule,
    severity: set === undefined || set === "off" ? own : set,
    status,
    lease,
    segment,
    resource: item.resource ?? null,
    location: item.location ?? null,
    message: messageOf(difference),
    evidence: { observer, type, id, fields: changes.map(({ field }) => field) },
    remediation: remediationOf(difference),
    drift: {
      observer,
      change,
      type,
      id,
      changes: changes.map(({ field, old, new: now }) => ({ field, old: plain(old), new: plain(now) })),
    },
  };
}

function plain(value: Difference["changes"][number]["old"]) {
  if (typeof value !== "object" || value === null) return value;
  return "unknown" in value ? { unknown: value.unknown } : [...value];
}
