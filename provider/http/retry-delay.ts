const BASE_MS = 500;
const CAP_MS = 15_000;

/** Longest time that a service may have us wait, in milliseconds. What asks for more gets no further try. */
export const LONGEST_WAIT_MS = 60_000;

/**
 * Milliseconds before the next try: full jitter over an exponential ceiling (0.5 s, 1 s, 2 s … 15 s), so that many
 * deployments that failed together do not come back together; never less than the service asked for.
 * @param tried How many tries have failed: 1 after the first.
 * @param random From 0 (inclusive) to 1 (exclusive).
 */
export function retryDelay(tried: number, retryAfterMs: number | undefined, random: number): number {
  const jittered = Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** (tried - 1)));
  return (retryAfterMs ?? 0) + jittered;
}

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3), seconds or a date, as milliseconds from now; undefined where there is none
 * that can be read.
 */
export function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
