import { UsageError } from "../failure";

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `2026-11-20`, `2026-11-20T06:00:00Z`, or a time ago: `90m`, `36h`, `7d`, `2w`. @throws UsageError */
export function sinceWhen(text: string, now: Date): Date {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return new Date(now.getTime() - Number(count) * (UNITS[unit] ?? 0));
  const when = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? new Date(text)
    : undefined;
  if (when === undefined || Number.isNaN(when.getTime())) {
    throw new UsageError(
      `--since ${text}: give a day (2026-11-20), a time with its zone (2026-11-20T06:00:00Z), or 90m, 36h, 7d, 2w ago.`,
    );
  }
  if (when > now) throw new UsageError(`--since ${text}: that is still to come.`);
  return when;
}
