import type { Confidence } from "./written-address";

/** What stands for the octets that an address leaves open. */
export interface OpenOctets {
  readonly end: number;
  readonly confidence: Confidence;
  /** First and last value of the next octet, where only some are meant (`{1..20}`). */
  readonly between?: readonly [number, number];
}

/** Longest group in brackets, such as `{{ item.number }}`. */
const LONGEST_GROUP = 48;

const STARS = /(?:\*|[xX]{1,3}(?![A-Za-z0-9_])|\?{1,3})(?:\.(?:\*|[xX]{1,3}(?![A-Za-z0-9_])|\?{1,3}))*/y;
const LETTERS = /[nNyYzZiIjJ]{1,3}(?![A-Za-z0-9_.])/y;
/** Of SQL (LIKE, grants), of format strings, and of regular expressions. */
const OPEN = /%(?:[0-9]{0,2}[dsiuvg](?![A-Za-z0-9_]))?|\\{1,2}[dwS](?:[+*]|\{[0-9,]{1,5}\})?|\.[*+?]/y;
const VALUES = /^[[{(]([0-9]{1,3})(?:-|\.\.)([0-9]{1,3})[\])}]$/;
const OPENS: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")", "<": ">" };
const ENDS = /[\s"'`,;)\]}|/&+=]/;

/**
 * Reads what follows `203.0.113.`: `*`, `x`, `%`, `{1..20}`, `[0-9]+`, `\d+`, `${i}`, or nothing, where the text up to the
 * dot is the start of addresses (hosts.allow(5), string concatenation). Other text, a file's ending say, gives undefined.
 */
export function readOpenOctets(text: string, start: number): OpenOctets | undefined {
  const stars = matchAt(STARS, text, start);
  if (stars !== undefined) return { end: stars, confidence: "certain" };
  const group = readGroup(text, start);
  if (group !== undefined) return group;
  const open = matchAt(OPEN, text, start);
  if (open !== undefined) return { end: open, confidence: "certain" };
  const letters = matchAt(LETTERS, text, start);
  if (letters !== undefined) return { end: letters, confidence: "likely" };
  const next = text[start];
  return next === undefined || ENDS.test(next) ? { end: start, confidence: "likely" } : undefined;
}

function matchAt(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** A group in brackets, with what makes it a variable before it: `${i}`, `#{i}`, `$i`, `<%= i %>`. */
function readGroup(text: string, start: number): OpenOctets | undefined {
  const variable = matchAt(/[$#@]/y, text, start);
  const from = variable ?? start;
  const closing = OPENS[text[from] ?? ""];
  if (closing === undefined) {
    const name = variable === undefined ? undefined : matchAt(/[A-Za-z_][A-Za-z0-9_]{0,40}/y, text, from);
    return name === undefined ? undefined : { end: name, confidence: "certain" };
  }
  const at = text.indexOf(closing, from);
  if (at < 0 || at - from > LONGEST_GROUP || text.slice(from, at).includes("\n")) {
    return { end: start, confidence: "likely" };
  }
  // `{{ item }}` ends with the second of its brackets, `[0-9]+` with how often it stands.
  const end = matchAt(/[}\])>]?(?:[+*?]|\{[0-9,]{1,5}\})?/y, text, at + 1) ?? at + 1;
  const values = VALUES.exec(text.slice(from, at + 1));
  const [low, high] = [Number(values?.[1]), Number(values?.[2])];
  // `[0-9]` is a digit of a regular expression, not an octet.
  const isOctet = values !== null && low <= high && high <= 255 && !/^[+*?{]/.test(text.slice(at + 1, end)) && high > 9;
  return { end, confidence: "certain", ...(isOctet && { between: [low, high] as const }) };
}
