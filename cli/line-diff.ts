/**
 * What changes between two texts, line by line: `-` gone, `+` new, two unchanged lines around each. Made for small files:
 * time and memory grow with the product of their lines.
 */
export function lineDiff(before: string, after: string): string {
  const old = lines(before);
  const now = lines(after);
  const common = longestCommon(old, now);
  const rows: { mark: " " | "-" | "+"; text: string }[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      rows.push({ mark: " ", text: old[i] as string });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      rows.push({ mark: "-", text: old[i++] as string });
    } else {
      rows.push({ mark: "+", text: now[j++] as string });
    }
  }
  const near = (index: number): boolean =>
    rows.slice(Math.max(0, index - 2), index + 3).some(({ mark }) => mark !== " ");
  return rows
    .filter((_, index) => near(index))
    .map(({ mark, text }) => `  ${mark} ${text}`)
    .join("\n");
}

function lines(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** Lengths of the longest common subsequence of the rests that start at (i, j). */
function longestCommon(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const best =
        old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
      (lengths[i] as number[])[j] = best;
    }
  }
  return lengths;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
