import { plainText } from "./plain-text";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text of a program as text or attribute of XML or HTML. Control characters and direction marks are written out first (as
 * `\u001b`), since XML 1.0 cannot hold most of them at all.
 */
export function escapeXml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
