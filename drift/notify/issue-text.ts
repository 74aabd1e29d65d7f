import { markdownCode, markdownText } from "../../reports/escape-markdown";
import { byLeaseAndCause, countsInWords, type ToldLines, timeInWords } from "./message-words";
import type { Notification, ToldFinding } from "./notification";

/** GitHub takes 65,536 characters. */
const LONGEST = 60_000;

/** Out of sight in a text on GitHub, and nobody can guess it before. */
export function markerOf(key: string): string {
  return `<!-- leasehold-notification: ${key} -->`;
}

/** Title of the issue of a lease. Titles are plain text to GitHub, but for the marks that link. */
export function issueTitle({ record }: Notification): string {
  return record?.lease ? `Drift of lease ${record.lease}` : "Drift outside of every lease";
}

/** The issue's text: what is open now. */
export function issueText({ at, record }: Notification, marker: string): string {
  const open = record?.open ?? [];
  const head =
    open.length === 0
      ? `Nothing is open as of the run of ${timeInWords(at)}.`
      : `Open as of the run of ${timeInWords(at)}. Leasehold keeps this text up to date, comments on what changes, and closes the issue when nothing is open.`;
  return assemble([head, ""], open, record?.more ?? 0, marker);
}

/** A comment: what a run has to tell. */
export function commentText(notification: Notification, marker: string): string {
  const head = `Run of ${timeInWords(notification.at)}: ${countsInWords(notification)}.`;
  return assemble([head, ""], notification.told, notification.more, marker);
}

function assemble(head: readonly string[], told: readonly ToldFinding[], more: number, marker: string): string {
  const lines = [...head];
  let left = more;
  let length = head.join("\n").length;
  for (const { groups } of byLeaseAndCause(told)) {
    for (const group of groups) {
      const text = group.map(finding).join("\n");
      if (length + text.length > LONGEST) {
        left += group.length;
        continue;
      }
      lines.push(text);
      length += text.length + 1;
    }
  }
  if (left > 0) lines.push("", `and ${left} more: \`leasehold drift history\` shows all`);
  return [...lines, "", marker, ""].join("\n");
}

function finding({ event, rule, message, fix, since, caused }: ToldLines): string {
  const indent = caused ? "  " : "";
  const lines = [
    `${indent}- **${event}** ${markdownCode(rule)}, first seen ${since}  `,
    `${indent}  ${markdownText(message)}${fix === undefined ? "" : "  "}`,
    ...(fix === undefined ? [] : [`${indent}  Fix: ${markdownText(fix)}`]),
  ];
  return lines.join("\n");
}
