import { plainText } from "./plain-text";

/**
 * The message of a GitHub workflow command: lines of text, in which a program's own line breaks are written out, so that it
 * is one line of output whatever it holds.
 */
export function escapeCommandLines(lines: readonly string[]): string {
  return lines.map((line) => plainText(line).replaceAll("%", "%25")).join("%0A");
}

/** Text of a program as the value of a workflow command's property, where `:` and `,` have a meaning too. */
export function escapeCommandProperty(text: string): string {
  return plainText(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
}
