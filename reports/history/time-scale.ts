/** A stretch of time that is drawn, in milliseconds since 1970. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  /** How far along a time is, 0 to 1; what lies outside is at the edge. */
  place(time: number): number;
  /** Times with words, as many as are told apart. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY,
];
/** Most words along the axis. */
const MOST_TICKS = 7;

/** A scale over the times given, a little wider than they are. Without any it is the hour before `now`. */
export function timeScale(times: readonly number[], now: number): TimeScale {
  const known = [...times, now];
  const first = times.length === 0 ? now - HOUR : minimum(known);
  const last = Math.max(maximum(known), first + HOUR / 4);
  const margin = (last - first) * 0.02;
  const [from, to] = [first - margin, last + margin];
  const step = STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? (to - from) / MOST_TICKS;
  const ticks: { at: number; text: string }[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push({ at, text: words(at, step) });
  return { from, to, ticks, place: (time) => Math.min(1, Math.max(0, (time - from) / (to - from))) };
}

function words(at: number, step: number): string {
  const time = new Date(at).toISOString();
  return step < DAY ? `${time.slice(5, 10)} ${time.slice(11, 16)}` : time.slice(0, 10);
}

// A history may have more times than a call can take arguments.
function minimum(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b));
}

function maximum(times: readonly number[]): number {
  return times.reduce((a, b) => Math.max(a, b));
}
