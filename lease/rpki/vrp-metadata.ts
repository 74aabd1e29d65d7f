const TIMES = ["generated", "generatedTime", "buildtime", "lastmodified"] as const;

/**
 * When a document of validated payloads says it was made: Routinator's `generated` (seconds) and `generatedTime`, the
 * `buildtime` of rpki-client and StayRTR, `lastmodified`. The first that can be read counts.
 */
export function timeOf(metadata: unknown): Date | undefined {
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const times = new Map(Object.entries(metadata));
  for (const name of TIMES) {
    const value: unknown = times.get(name);
    const seconds = typeof value === "number" ? value : typeof value === "string" ? secondsOf(value) : Number.NaN;
    const time = new Date(seconds * 1000);
    if (!Number.isNaN(time.getTime())) return time;
  }
  return undefined;
}

/** An ISO date with time, or the number of seconds since 1970, as text. */
function secondsOf(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) / 1000 : Number.NaN;
}
