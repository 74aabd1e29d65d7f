import type { Notice } from "../policies/notice";
import { markdownText } from "./escape-markdown";
import { shorten } from "./markdown-findings";

/** A report with more of them is read elsewhere. */
const MOST_NOTICES = 40;
const NOTICE_LENGTH = 600;

/** The notices of a report as a section, those that want somebody to act first; none: no section. */
export function noticeList(notices: readonly Notice[], most = MOST_NOTICES): string[] {
  if (notices.length === 0) return [];
  const ordered = (["warning", "info"] as const).flatMap((level) => notices.filter((notice) => notice.level === level));
  const lines = ordered.slice(0, most).map(({ level, message }) => {
    const text = markdownText(shorten(message, NOTICE_LENGTH));
    return level === "warning" ? `- ⚠️ ${text}` : `- ${text}`;
  });
  const rest = ordered.length - lines.length;
  if (rest > 0) lines.push(`- and ${rest.toLocaleString("en")} more`);
  return ["### Notices", lines.join("\n")];
}
