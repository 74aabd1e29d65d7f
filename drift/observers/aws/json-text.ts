/** Longest document that is read; AWS takes at most 20,480 characters of any of them. */
const LONGEST = 100_000;
const DEEPEST = 40;

/**
 * A JSON document in one spelling: keys in order, no white space, and a list of texts in order, since where AWS reads lists
 * of texts, in patterns and policies, their order says nothing. Text that is no JSON stays as it is.
 */
export function canonicalJson(text: string): string {
  return canonical(text, (list) => list);
}

/**
 * As `canonicalJson`, of an IAM policy: there one text is the same as a list of it, one statement as a list of it, and an
 * account's number in place of a principal as the ARN that AWS makes of it.
 */
export function canonicalPolicy(text: string): string {
  return canonical(text, (list) => (list.length === 1 ? list[0] : list), asPrincipal);
}

function canonical(
  text: string,
  settle: (list: readonly unknown[]) => unknown,
  word: (text: string) => string = (same) => same,
): string {
  if (text.length > LONGEST) return text;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A declared document may be anything that a program writes: it is then compared as it is written.
    return text.trim();
  }
  const inOrder = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return word(value);
    if (typeof value !== "object" || value === null || depth > DEEPEST) return value;
    if (Array.isArray(value)) {
      const list = value.map((one) => inOrder(one, depth + 1));
      return settle(list.every((one) => typeof one === "string") ? [...new Set(list)].sort() : list);
    }
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one, depth + 1)]));
  };
  return JSON.stringify(inOrder(document, 0));
}

function asPrincipal(text: string): string {
  return /^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text;
}
