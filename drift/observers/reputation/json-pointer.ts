/** A value in a JSON document, and whether it is there. */
export type Pointed = { readonly found: true; readonly value: unknown } | { readonly found: false };

/** What a JSON pointer names (RFC 6901); the empty one names the whole document. Only own properties count. */
export function pointTo(document: unknown, pointer: string): Pointed {
  let value = document;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return { found: false };
    value = (value as Record<string, unknown>)[key];
  }
  return { found: true, value };
}
