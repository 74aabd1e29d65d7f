/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  const lower = sorted[half - (sorted.length % 2 === 0 ? 1 : 0)];
  if (upper === undefined || lower === undefined) throw new Error("no values");
  return (lower + upper) / 2;
}
