import { comparePrefixes, formatPrefix, type Prefix } from "../../lease/prefix";
import { plainText } from "../../reports/plain-text";
import type { Exported, ExportedLease, ExportedSegment } from "./exported-lease";

/** Columns whose value is the same for all prefixes; objects of these names have to be in NetBox. */
export interface NetboxOptions {
  readonly vrf?: string;
  readonly tenant?: string;
}

interface Row {
  readonly prefix: Prefix;
  /** NetBox's own choices: container, active, reserved, deprecated. */
  readonly status: "container" | "active" | "reserved" | "deprecated";
  /** Every address can be used, the first and the last too, as by NAT. */
  readonly isPool: boolean;
  readonly description: string;
  readonly comments: string;
  /** Which row stands where two have one prefix, as NetBox allows one: the highest. */
  readonly rank: number;
}

/** NetBox cuts no longer one, it refuses it. */
const LONGEST_DESCRIPTION = 200;

/**
 * NetBox's bulk import of prefixes, as CSV: each lease, a container where it has segments, and each segment of those that are
 * held. A lease that is released or past its term is deprecated, unless a later one has its prefix.
 */
export function netboxPrefixes(leases: readonly ExportedLease[], { vrf, tenant }: NetboxOptions): Exported {
  const rows = new Map<string, Row>();
  for (const row of leases.flatMap(rowsOf)) {
    const key = formatPrefix(row.prefix);
    const other = rows.get(key);
    if (other === undefined || row.rank > other.rank) rows.set(key, row);
  }
  const sorted = [...rows.values()].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  const columns: [string, (row: Row) => string][] = [
    ["prefix", ({ prefix }) => formatPrefix(prefix)],
    ...(vrf === undefined ? [] : [["vrf", () => vrf] as [string, () => string]]),
    ...(tenant === undefined ? [] : [["tenant", () => tenant] as [string, () => string]]),
    ["status", ({ status }) => status],
    ["is_pool", ({ isPool }) => String(isPool)],
    ["description", ({ description }) => description],
    ["comments", ({ comments }) => comments],
  ];
  const lines = [columns.map(([name]) => name), ...sorted.map((row) => columns.map(([, value]) => value(row)))];
  const notes = leases
    .filter(({ live, status }) => !live && status !== "released")
    .map(({ id, term }) => `lease ${id} ended on ${term.end}: deprecated`);
  return { text: lines.map((line) => `${line.map(cell).join(",")}\n`).join(""), notes };
}

function rowsOf(lease: ExportedLease): Row[] {
  const { id, status, live, prefix, segments } = lease;
  const common = { comments: commentsOf(lease) };
  if (!live)
    return [
      {
        ...common,
        prefix,
        status: "deprecated",
        isPool: false,
        description: shortly(`lease ${id}, over`),
        rank: rankOf(lease),
      },
    ];
  const held = status === "onboarding" ? "reserved" : "active";
  const whole: Row = {
    ...common,
    prefix,
    status: segments.length > 0 ? "container" : held,
    isPool: false,
    description: shortly(`lease ${id}`),
    rank: rankOf(lease),
  };
  const parts = segments.flatMap((segment) =>
    segment.prefixes.map(
      (one): Row => ({
        ...common,
        prefix: one,
        status: held,
        isPool: one.family === 4,
        description: shortly(segmentText(lease, segment)),
        rank: rankOf(lease) + 1,
      }),
    ),
  );
  return [whole, ...parts];
}

/** What is held comes before what is over, and of that the last to end. */
function rankOf({ live, term }: ExportedLease): number {
  return (live ? 1e9 : 0) + Number(term.end.replaceAll("-", "")) * 2;
}

function segmentText({ id }: ExportedLease, { name, purpose }: ExportedSegment): string {
  return `segment ${name} of lease ${id}${purpose === null || purpose === name ? "" : `, ${purpose}`}`;
}

function commentsOf({ status, term, lessor, team }: ExportedLease): string {
  const parts = [
    `${status}, ${term.start} to ${term.end}`,
    lessor && `from ${lessor.name}, agreement ${lessor.agreement}`,
    team && `owned by ${team}`,
  ];
  return plainText(parts.filter(Boolean).join("; "));
}

function shortly(text: string): string {
  const plain = plainText(text);
  return plain.length > LONGEST_DESCRIPTION ? `${plain.slice(0, LONGEST_DESCRIPTION - 1)}…` : plain;
}

/** RFC 4180. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
