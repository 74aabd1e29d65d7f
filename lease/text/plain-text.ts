/**
 * A text with the escapes of regular expressions, string literals, URLs, HTML and defanged lists undone, and where each of
 * its characters came from.
 */
export interface PlainText {
  readonly text: string;
  /** Where the character at a position of `text` begins in the text that was given; its length for the end. */
  origin(position: number): number;
}

/** An escape stands for one character. It begins with one of few characters, so that most text is copied as it is. */
const ESCAPES = new RegExp(
  [
    // A dot or colon that a regular expression, a properties file or a list of indicators keeps from its meaning.
    /\\{1,8}([.:/[\]*-])/.source,
    /[[({](\.|:|dot|DOT)[)}\]]/.source,
    /%([2-7][0-9a-fA-F])/.source,
    // JSON, C and their kin: only what may stand beside an address is told apart.
    /\\{1,8}u\{?00([0-7][0-9a-fA-F])\}?/.source,
    /\\{1,8}x([0-7][0-9a-fA-F])/.source,
    /\\{1,8}([nrtfvbae"'`]|0(?![0-9]))/.source,
    /&#x([2-7][0-9a-fA-F]);/.source,
    /&#([0-9]{2,3});/.source,
  ].join("|"),
  "g",
);

const STARTS = /[\\[({%&]/;

/** Undoes escapes. Linear: every alternative has a bounded length. */
export function plainText(given: string): PlainText {
  if (!STARTS.test(given)) return { text: given, origin: (position) => position };
  const origins: number[] = [];
  let text = "";
  let copied = 0;
  const copy = (end: number): void => {
    for (let at = copied; at < end; at++) origins.push(at);
    text += given.slice(copied, end);
  };
  for (const match of given.matchAll(ESCAPES)) {
    const character = meaning(match);
    if (character === undefined) continue;
    copy(match.index);
    origins.push(match.index);
    text += character;
    copied = match.index + match[0].length;
  }
  copy(given.length);
  origins.push(given.length);
  return { text, origin: (position) => origins[position] ?? given.length };
}

function meaning(match: RegExpMatchArray): string | undefined {
  const [, sign, defanged, percent, unicode, hex, letter, htmlHex, html] = match;
  if (sign !== undefined) return sign;
  if (defanged !== undefined) return defanged === ":" ? ":" : ".";
  if (letter !== undefined) return /["'`]/.test(letter) ? letter : " ";
  const code = html === undefined ? Number.parseInt(percent ?? unicode ?? hex ?? htmlHex ?? "", 16) : Number(html);
  if (code >= 0x7f) return undefined;
  return code < 0x20 ? " " : String.fromCharCode(code);
}
