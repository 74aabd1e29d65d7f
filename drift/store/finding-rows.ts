import type { Finding } from "../../policies/finding";
import type { FindingState, Told, TransitionKind } from "./advance";
import type { Database, Row } from "./database";
import type { Standing } from "./standing";

/** A finding as the store keeps it. */
export interface StoredFinding {
  readonly id: number;
  readonly key: string;
  readonly state: FindingState;
  /** The run that saw it last, or changed it last. */
  readonly lastRun: number;
}

/** The rows of findings and of their transitions. */
export class FindingRows {
  constructor(private readonly database: Database) {}

  /** All that was ever found, by name. */
  all(): Map<string, StoredFinding> {
    return new Map(this.database.all("SELECT * FROM finding").map((row) => [String(row.key), readFinding(row)]));
  }

  /** What is open, and people were told of. */
  openAndTold(): FindingState[] {
    return this.database
      .all("SELECT * FROM finding WHERE is_open = 1 AND told IN ('open', 'flapping') ORDER BY first_seen, id")
      .map((row) => readFinding(row).state);
  }

  add(key: string, state: FindingState, run: number): number {
    const { open, firstSeen, lastSeen, resolvedAt, changedAt, dampedAt, told, standing, finding } = state;
    return this.database.run(
      `INSERT INTO finding (key, lease, is_open, first_seen, last_seen, resolved_at, seen_run, changed_run, changed_at,
        damped_at, told, standing, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[key, finding.lease, open ? 1 : 0, firstSeen, lastSeen, resolvedAt, run, run, changedAt, dampedAt, told],
      ...[JSON.stringify(standing), JSON.stringify(finding)],
    ).id;
  }

  /** @param seen whether the run saw it */
  update(id: number, state: FindingState, run: number, seen: boolean, changed: boolean): void {
    const { open, lastSeen, resolvedAt, changedAt, dampedAt, told, standing, finding } = state;
    this.database.run(
      `UPDATE finding SET lease = ?, is_open = ?, last_seen = ?, resolved_at = ?, changed_at = ?, damped_at = ?, told = ?,
        standing = ?, document = ?, seen_run = iif(?, ?, seen_run), changed_run = iif(?, ?, changed_run) WHERE id = ?`,
      ...[finding.lease, open ? 1 : 0, lastSeen, resolvedAt, changedAt, dampedAt, told],
      ...[JSON.stringify(standing), JSON.stringify(finding), seen ? 1 : 0, run, changed ? 1 : 0, run, id],
    );
  }

  addTransition(finding: number, run: number, at: number, kind: TransitionKind, { severity, message }: Finding): void {
    this.database.run(
      "INSERT INTO transition (finding, run, at, kind, severity, message) VALUES (?, ?, ?, ?, ?, ?)",
      ...[finding, run, at, kind, severity, message],
    );
  }

  /** How often it opened, worsened or recovered since a time, and since it was last said to be stable. */
  changesSince(finding: number, since: number): number {
    const row = this.database.get(
      `SELECT count(*) AS count FROM transition WHERE finding = ?1 AND at >= ?2 AND kind NOT IN ('damped', 'settled')
        AND id > (SELECT coalesce(max(id), 0) FROM transition WHERE finding = ?1 AND kind = 'settled')`,
      ...[finding, since],
    );
    return Number(row?.count ?? 0);
  }
}

/** A row of the table `finding`. Documents are the store's own: nobody else writes that file. */
export function readFinding(row: Row): StoredFinding {
  const millis = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  return {
    id: Number(row.id),
    key: String(row.key),
    lastRun: Math.max(Number(row.seen_run), Number(row.changed_run)),
    state: {
      open: row.is_open === 1,
      firstSeen: Number(row.first_seen),
      lastSeen: Number(row.last_seen),
      resolvedAt: millis("resolved_at"),
      changedAt: Number(row.changed_at),
      dampedAt: millis("damped_at"),
      told: row.told as Told,
      standing: JSON.parse(String(row.standing)) as Standing,
      finding: JSON.parse(String(row.document)) as Finding,
    },
  };
}
