/** Number of single-character insertions, deletions and replacements between two names (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const remove = (previous[column] ?? 0) + 1;
      const insert = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replace, remove, insert));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** The known name a mistyped one was most likely meant to be, or null when none is within 4 edits. */
export function nearestName(given: string, known: readonly string[]): string | null {
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const distance = editDistance(given, name);
    if (distance <= 4 && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}
