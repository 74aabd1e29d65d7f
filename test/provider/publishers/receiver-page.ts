import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signatureHeader } from "../../../provider/publishers/webhook-signature";

export const ROOT = join(__dirname, "../../..");
export const PAGE = readFileSync(join(ROOT, "docs/publishers.md"), "utf8");

/** The first block of a language in docs/publishers.md. */
export function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`docs/publishers.md has no block of ${language}`);
  return found;
}

export const SECRET = "a-secret-of-both-sides";
export const BODY = '{"version":1,"text":"für alle"}';

/** Headers that a receiver may get: only the first is to be taken. */
export function signatures(at: Date): string[] {
  const header = signatureHeader(SECRET, BODY, at);
  const old = signatureHeader(SECRET, BODY, new Date(at.getTime() - 301_000));
  const other = signatureHeader("another secret", BODY, at);
  return [header, old, other, header.replace(/.$/, (last) => (last === "0" ? "1" : "0")), "", "t=1,v1=x"];
}
