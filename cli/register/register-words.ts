import { changedFields } from "../../register/changed-fields";
import type { HistoryEntry, LeaseChange } from "../../register/history-entry";
import type { ChangedRegister } from "../../register/register-store";
import { plainText } from "../../reports/plain-text";

/** What a change did to the register, for a person. */
export function changeText({ entries }: ChangedRegister, source: string): string {
  const lines = entries.flatMap((entry) => [
    `${plainText(source)}: entry ${entry.sequence} of its history, ${entry.action} by ${entry.by}`,
    ...entry.changes.map((change) => `  ${leaseChangeText(change)}`),
  ]);
  return `${lines.map(plainText).join("\n")}\n`;
}

/** The same as JSON. */
export function changeJson({ entries }: ChangedRegister, source: string): string {
  return `${JSON.stringify({ version: 1, register: source, entries: entries.map(entryJson) }, null, 2)}\n`;
}

/** An entry as `leasehold register` writes it in JSON. */
export function entryJson({ sequence, time, by, action, note, changes, hash }: HistoryEntry) {
  return { sequence, time, by, action, note: note ?? null, changes, hash };
}

/** `office-2026: + prefix …`, or the fields that changed. */
export function leaseChangeText({ lease, before, after }: LeaseChange): string {
  if (before === null) return `+ ${lease}  ${after.prefix}  ${after.status}  ${after.term.start} to ${after.term.end}`;
  const fields = changedFields(before, after);
  const shown = fields
    .slice(0, MOST_FIELDS)
    .map(({ field, old, now }) => `${field}: ${shortly(old)} → ${shortly(now)}`);
  const more = fields.length > MOST_FIELDS ? [`and ${fields.length - MOST_FIELDS} more`] : [];
  return `~ ${lease}  ${[...shown, ...more].join("; ")}`;
}

const MOST_FIELDS = 8;
const LONGEST_VALUE = 80;

function shortly(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
