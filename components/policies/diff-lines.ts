/** What differs between two texts, line by line. Pure. */

export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

/** Cells of the table that finds the longest common part; beyond it the middle counts as replaced. */
const MAX_CELLS = 4_000_000;

const as = (kind: DiffLine["kind"], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind, text }));

/** How many lines the rests of two texts, from each pair of places on, have in common. */
function commonCounts(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [here, below] = [rows[i], rows[i + 1]];
      if (!here || !below) continue;
      here[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
    }
  }
  return rows;
}

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > MAX_CELLS) return [...as("removed", before), ...as("added", after)];
  const counts = commonCounts(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ kind: "same", text: before[i] ?? "" });
      i += 1;
      j += 1;
    } else if ((counts[i + 1]?.[j] ?? 0) >= (counts[i]?.[j + 1] ?? 0)) {
      lines.push({ kind: "removed", text: before[i] ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: after[j] ?? "" });
      j += 1;
    }
  }
  return [...lines, ...as("removed", before.slice(i)), ...as("added", after.slice(j))];
}

/** The lines of both texts in order, each once: those in both, those only in the earlier, those only in the later. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, young] = [before.split(/\r\n?|\n/), after.split(/\r\n?|\n/)];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, young.length) - start;
  while (end < most && old[old.length - 1 - end] === young[young.length - 1 - end]) end += 1;
  return [
    ...as("same", old.slice(0, start)),
    ...diffMiddle(old.slice(start, old.length - end), young.slice(start, young.length - end)),
    ...as("same", old.slice(old.length - end)),
  ];
}
