/** From what the desk says about a text to the place in it. Pure. */

/** The line that a problem is about: "Line 12, suicide/x: …" is 12. */
export function lineOfProblem(message: string): number | null {
  const line = /^Line (\d+)\b/.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}

/** Where a line begins and ends in a text, counted from 1; the last line for a number beyond it. */
export function lineRange(text: string, line: number): [from: number, to: number] {
  const lines = text.split("\n");
  const at = Math.min(Math.max(1, line), lines.length) - 1;
  const from = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0);
  return [from, from + (lines[at] ?? "").length];
}
