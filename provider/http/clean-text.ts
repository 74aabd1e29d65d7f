/**
 * Text of a stranger, fit for a terminal and a log: one line, no control or formatting characters (line breaks, escape
 * sequences, bidirectional overrides), at most `longest` characters.
 */
export function cleanText(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join("")}…`;
}
