/**
 * Text from a program (a resource's name, say) as a terminal may show it: control characters, among them the escapes that
 * colour, move or hide text, and marks that turn its direction, are written out as `\u001b`.
 */
export function plainText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
  });
}

/** As `plainText`, for text of several lines. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join("\n");
}

/**
 * A line of output that no CI takes for a command: GitHub obeys a line that begins with `::`, white space aside, and others
 * (Azure, TeamCity, GitHub's older form) one with `##word[` in it.
 */
export function inertLine(line: string): string {
  const start = line.length - line.trimStart().length;
  const called = line.startsWith("::", start) ? `${line.slice(0, start)}\\u003a${line.slice(start + 1)}` : line;
  return called.replace(/##(?=[a-z]{0,20}\[)/gi, "\\u0023#");
}

// Control characters (C0, DEL, C1), line and paragraph separators, directional marks, isolates and overrides; halves of
// surrogate pairs and non-characters, which no output format can hold; and tags, which nobody sees.
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;
