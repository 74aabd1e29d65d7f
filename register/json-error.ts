/** Kinds of JSON tokens; `scalar` is a number, true, false or null. */
type Kind = "{" | "}" | "[" | "]" | ":" | "," | "string" | "scalar";

/** What may come next. */
type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or close";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Where text stops being JSON (RFC 8259), counted from 1; undefined where it is JSON. The engine's own message quotes the
 * text around the place, which may be a secret, and does not always say where the place is. One pass, no recursion.
 */
export function firstJsonError(text: string): { line: number; column: number } | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = endOf(SPACE, text, 0) ?? 0;
  while (at < text.length) {
    const token = readToken(text, at);
    const next: Expected | undefined = token && follow(token.kind, expected, open);
    if (token === undefined || next === undefined) return place(text, at);
    expected = next;
    at = endOf(SPACE, text, token.end) ?? token.end;
  }
  return open.length === 0 && expected === ", or close" ? undefined : place(text, at);
}

/** What may come after a token; undefined where the token itself cannot be there. Keeps track of the open brackets. */
function follow(kind: Kind, expected: Expected, open: ("{" | "[")[]): Expected | undefined {
  const inside = open.at(-1);
  switch (kind) {
    case "string":
      if (expected.startsWith("key")) return ":";
      return expected.startsWith("value") ? ", or close" : undefined;
    case "scalar":
      return expected.startsWith("value") ? ", or close" : undefined;
    case "{":
    case "[":
      if (!expected.startsWith("value")) return undefined;
      open.push(kind);
      return kind === "{" ? "key or }" : "value or ]";
    case ":":
      return expected === ":" ? "value" : undefined;
    case ",":
      if (expected !== ", or close" || inside === undefined) return undefined;
      return inside === "{" ? "key" : "value";
    case "}":
    case "]":
      if (inside !== (kind === "}" ? "{" : "[")) return undefined;
      if (expected !== ", or close" && !expected.endsWith(`or ${kind}`)) return undefined;
      open.pop();
      return ", or close";
  }
}

function readToken(text: string, at: number): { kind: Kind; end: number } | undefined {
  const character = text[at] as string;
  if ("{}[]:,".includes(character)) return { kind: character as Kind, end: at + 1 };
  const isString = character === '"';
  const end = isString ? stringEnd(text, at) : endOf(SCALAR, text, at);
  return end === undefined ? undefined : { kind: isString ? "string" : "scalar", end };
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; ) {
    const character = text[at] as string;
    if (character === '"') return at + 1;
    if (character < " ") return undefined;
    const next = character === "\\" ? endOf(ESCAPE, text, at) : at + 1;
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function place(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
