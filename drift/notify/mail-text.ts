import { againInWords, byLeaseAndCause, countsInWords, type ToldLines, timeInWords } from "./message-words";
import type { Notification } from "./notification";

/** A notification as the text of a mail. */
export function mailText(notification: Notification): string {
  const again = againInWords(notification);
  const leases = byLeaseAndCause(notification.told).flatMap(({ title, groups }) => [
    title,
    "-".repeat(title.length),
    "",
    ...groups.flatMap((group) => [...group.flatMap(finding), ""]),
  ]);
  const more = notification.more === 0 ? [] : [`and ${notification.more} more: leasehold drift history shows all`, ""];
  return [
    ...(again === undefined ? [] : [again, ""]),
    `Drift run of ${timeInWords(notification.at)}: ${countsInWords(notification)}.`,
    "",
    ...leases,
    ...more,
    "You are told once of what is new or worse, and once when it has recovered.",
    "",
  ].join("\n");
}

function finding({ event, rule, message, fix, since, caused }: ToldLines): string[] {
  const indent = caused ? "    " : "  ";
  return [
    `${caused ? "  - because of it, " : "* "}${event} (${rule}, first seen ${since})`,
    `${indent}${message}`,
    ...(fix === undefined ? [] : [`${indent}Fix: ${fix}`]),
  ];
}
