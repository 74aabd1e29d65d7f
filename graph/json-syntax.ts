const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const HEX = /^[0-9a-fA-F]{4}$/;

type Expected = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/**
 * Offset of the first character at which `text` stops being one JSON document; its length where it only ends too early.
 * `JSON.parse` knows, but its messages quote the text, which may hold secrets, and do not always say where.
 */
export function syntaxErrorAt(text: string): number | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = 0;
  const afterValue = (): Expected => (open.length === 0 ? "nothing" : "comma-or-end");
  while (true) {
    while (isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return expected === "nothing" ? undefined : text.length;
    const character = text[at];
    const isKey: boolean = expected === "key" || expected === "key-or-end";
    if (expected === "nothing") return at;
    if (expected === "colon") {
      if (character !== ":") return at;
      expected = "value";
      at++;
    } else if (expected === "comma-or-end" && character === ",") {
      expected = open.at(-1) === "{" ? "key" : "value";
      at++;
    } else if ((character === "}" || character === "]") && expected !== "value" && expected !== "key") {
      if (open.pop() !== (character === "}" ? "{" : "[")) return at;
      expected = afterValue();
      at++;
    } else if (expected === "comma-or-end") {
      return at;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (end.bad) return end.at;
      at = end.at;
      expected = isKey ? "colon" : afterValue();
    } else if (isKey) {
      return at;
    } else if (character === "{" || character === "[") {
      open.push(character);
      expected = character === "{" ? "key-or-end" : "value-or-end";
      at++;
    } else {
      const end = endOfWord(text, at);
      if (end === undefined) return at;
      at = end;
      expected = afterValue();
    }
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A loop, since a regular expression with a choice in a repetition overflows on a long string. */
function endOfString(text: string, start: number): { readonly at: number; readonly bad: boolean } {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at: at + 1, bad: false };
    if (code < 0x20) return { at, bad: true };
    if (code !== 0x5c) continue;
    const escaped = text[at + 1] ?? "";
    if (escaped === "u" ? !HEX.test(text.slice(at + 2, at + 6)) : !'"\\/bfnrt'.includes(escaped) || escaped === "") {
      return { at: at + 1 < text.length ? at : text.length, bad: true };
    }
    at += escaped === "u" ? 5 : 1;
  }
  return { at: text.length, bad: true };
}

function endOfWord(text: string, at: number): number | undefined {
  for (const word of [NUMBER, WORD]) {
    word.lastIndex = at;
    if (word.test(text)) return word.lastIndex;
  }
  return undefined;
}
