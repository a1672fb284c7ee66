/** How far two texts are apart: Levenshtein distance over the longer one. */

/** 0 (the same) … 1. */
export function unlike01(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let before = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j];
      row[j] = Math.min(above + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
      before = above;
    }
  }
  return row[b.length] / Math.max(1, a.length, b.length);
}
