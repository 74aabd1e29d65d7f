import { againInWords, byLeaseAndCause, countsInWords, type ToldLines, timeInWords } from "./message-words";
import type { Notification } from "./notification";

// Slack takes 50 blocks of at most 3,000 characters; together not many more than 13,000 (msg_blocks_too_long).
const MOST_BLOCKS = 45;
const MOST_TEXT = 10_000;
const LONGEST_TEXT = 2_900;
const LONGEST_HEADER = 150;

interface Text {
  readonly type: "plain_text" | "mrkdwn";
  readonly text: string;
  readonly emoji?: boolean;
  readonly verbatim?: boolean;
}
interface Block {
  readonly type: "header" | "section" | "context" | "divider";
  readonly text?: Text;
  readonly elements?: readonly Text[];
}

/** What an incoming webhook is sent. */
export interface SlackMessage {
  /** What notifications and screen readers say. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * A notification as Slack's blocks. What comes from outside stands in `plain_text` alone, where Slack links, mentions and
 * formats nothing; the rest is our own words and lease ids, escaped.
 */
export function slackMessage(notification: Notification): SlackMessage {
  const counts = countsInWords(notification);
  const again = againInWords(notification);
  const title = `Leasehold drift: ${counts}`.slice(0, LONGEST_HEADER);
  const head: Block[] = [
    { type: "header", text: plain(title) },
    ...(again === undefined ? [] : [{ type: "section", text: plain(again) } as const]),
    { type: "context", elements: [plain(`Run of ${timeInWords(notification.at)}`)] },
  ];
  const { blocks, left } = bounded(notification);
  const more = left + notification.more;
  const tail: Block[] = more === 0 ? [] : [{ type: "context", elements: [plain(moreInWords(more))] }];
  return {
    text: escapeSlack(again === undefined ? title : `Perhaps told already. ${title}`),
    blocks: [...head, ...blocks, ...tail],
  };
}

/** As many groups as a message holds, and how many findings are left. */
function bounded({ told }: Notification): { readonly blocks: Block[]; readonly left: number } {
  const blocks: Block[] = [];
  let [left, length] = [0, 0];
  for (const { title, groups } of byLeaseAndCause(told)) {
    let begun = false;
    for (const group of groups) {
      const text = group.map(finding).join("\n").slice(0, LONGEST_TEXT);
      if (blocks.length + 2 > MOST_BLOCKS || length + text.length > MOST_TEXT) {
        left += group.length;
        continue;
      }
      if (!begun)
        blocks.push({ type: "section", text: { type: "mrkdwn", text: `*${escapeSlack(title)}*`, verbatim: true } });
      begun = true;
      blocks.push({ type: "section", text: plain(text) });
      length += text.length;
    }
  }
  return { blocks, left };
}

function finding({ open, event, rule, message, fix, since, caused }: ToldLines): string {
  const mark = `${caused ? "    because of it, " : `${open ? "●" : "○"} `}${event}`;
  const lines = [`${mark} (${rule}, first seen ${since})`, message, ...(fix === undefined ? [] : [`Fix: ${fix}`])];
  return lines.join(caused ? "\n    " : "\n");
}

function moreInWords(count: number): string {
  return `and ${count} more: leasehold drift history shows all`;
}

function plain(text: string): Text {
  return { type: "plain_text", text, emoji: false };
}

/** The three characters that Slack's markup is made of (https://api.slack.com/reference/surfaces/formatting#escaping). */
export function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
