const GOLDEN = 0.618_033_988_75;

/**
 * The same items in an order in which neighbours are far from each other: what fails in one stretch then fails between
 * others that do not, and no one server is asked all its questions in a row. The same for the same number of items.
 */
export function spread<T>(items: readonly T[]): T[] {
  const count = items.length;
  let step = Math.max(1, Math.round(count * GOLDEN));
  while (greatestDivisor(step, count) > 1) step++;
  return items.map((_, at) => items[(at * step) % count] as T);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
