/**
 * What Markdown a policy may hold. A Markdown reader takes minutes, or falls over, on text that nests or repeats its marks
 * without end; nobody writes guidance so. Held when a policy is saved and again where it is shown. Pure.
 */

/** The longest policy, in bytes of UTF-8. */
export const MAX_POLICY_BYTES = 100_000;

/** Quotes and lists inside each other. */
const MAX_NESTING = 12;
/** Marks of Markdown between two blank lines; a table of 40 rows of 10 columns has 440. */
const MAX_MARKS = 600;
/** Spaces before the first word of a line. */
const MAX_INDENT = 60;

const CONTAINERS = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>]|$))+/;
const CONTAINER = />|[-*+]|\d{1,9}[.)]/g;
const MARKS = /[[\]<>`~*_|!\\&:@]/g;
const INDENT = /^[ \t]*/;
const BLANK = /^[ \t>]*$/;

export type MarkdownProblem = { line: number; message: string };

/**
 * The first thing about a text for which it cannot be a policy, or null.
 * @returns the line, counted from 1, and what to do about it
 */
export function findMarkdownProblem(markdown: string): MarkdownProblem | null {
  if (new TextEncoder().encode(markdown).byteLength > MAX_POLICY_BYTES)
    return { line: 1, message: `a policy has at most ${MAX_POLICY_BYTES / 1_000} kB; make two of it` };
  let marks = 0;
  for (const [index, text] of markdown.split(/\r\n?|\n/).entries()) {
    const line = index + 1;
    if (text.includes("\0")) return { line, message: "holds a NUL character" };
    const nesting = CONTAINERS.exec(text)?.[0].match(CONTAINER)?.length ?? 0;
    if (nesting > MAX_NESTING || (text.match(/^[ \t>]*/)?.[0].match(/>/g)?.length ?? 0) > MAX_NESTING)
      return { line, message: "quotes or lists stand too deep inside each other; leave out some levels" };
    if ((INDENT.exec(text)?.[0].length ?? 0) > MAX_INDENT)
      return { line, message: `begins with more than ${MAX_INDENT} spaces; leave some out` };
    marks = BLANK.test(text) ? 0 : marks + (text.match(MARKS)?.length ?? 0);
    if (marks > MAX_MARKS)
      return { line, message: `stands in a passage of more than ${MAX_MARKS} marks; put a blank line in between` };
  }
  return null;
}
