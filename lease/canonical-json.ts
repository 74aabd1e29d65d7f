/** A value as JSON in one form only: keys sorted by code unit, no spaces; what is `undefined` is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // Null prototype: a key named __proto__ stays a key.
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, member] of entries) copy[key] = sorted(member);
  return copy;
}
