import type { Notice } from "../policies/notice";
import { plainText } from "./plain-text";
import type { Colors } from "./pretty-finding";

/** What is told besides findings, one line each, and an empty one behind them. */
export function noticeLines(notices: readonly Notice[], colors: Colors): string[] {
  if (notices.length === 0) return [];
  const lines = notices.map(({ level, message }) =>
    level === "warning" ? `${colors.yellow("▲ notice")} ${plainText(message)}` : `  notice ${plainText(message)}`,
  );
  return [...lines, ""];
}
