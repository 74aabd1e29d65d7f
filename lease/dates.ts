const DAY = 86_400_000;

/**
 * Whole UTC days from `a` to `b`, negative where `b` is earlier. Both are calendar days, `YYYY-MM-DD`; daylight saving and
 * the machine's time zone play no part.
 * @throws RangeError for text that is no day of the calendar.
 */
export function daysBetween(a: string, b: string): number {
  return (dayNumber(b) - dayNumber(a)) / DAY;
}

/**
 * The calendar day `days` after another, or before it where `days` is negative.
 * @throws RangeError for text that is no day of the calendar.
 */
export function addDays(day: string, days: number): string {
  return new Date(dayNumber(day) + days * DAY).toISOString().slice(0, 10);
}

function dayNumber(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Some engines carry 30 February over into March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new RangeError("not a day of the calendar; write one as YYYY-MM-DD, such as 2026-10-01");
  }
  return time;
}
