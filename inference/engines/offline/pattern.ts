/**
 * The pattern language of the rules. A pattern is a row of parts; between two parts up to three filler words may stand.
 *
 *   word            that word                     (a|b c|$class)   one of these rows
 *   $class          one of a word class           part?            may be missing
 *   ..  ..?  ...    up to 5, 2, 8 words between   ~ ~8-16          a number, a number in that range
 *   @i @me @my @myself   the person at risk: "i" for `self`, "she", "my friend" … for `other`
 *
 * Matching keeps a set of positions per part, so its time is bounded by pattern length × words, whatever the text.
 */
import type { RiskSubject } from "@/inference/risk";
import type { Token } from "./tokenize";

export type Row = readonly Part[];

/** One part. The rows of an alternative are also filed by the words they begin with; `open` ones begin otherwise. */
export type Part = { optional: boolean } & (
  | { kind: "words"; words: ReadonlySet<string> }
  | { kind: "rows"; rows: readonly Row[]; byFirst: ReadonlyMap<string, readonly Row[]>; open: readonly Row[] }
  | { kind: "number"; min: number; max: number }
  | { kind: "gap"; max: number }
);

export type Pattern = { parts: readonly Part[]; names: RiskSubject | null };

/** What pattern text refers to: word classes, and how a written word is spelled after tokenising. */
export type PatternContext = {
  classes: ReadonlyMap<string, readonly string[]>;
  spell: (word: string) => readonly string[];
  /** Classes already parsed, by name and subject: they are large, and used in many patterns. */
  parsed: Map<string, Part>;
};

/** Splits a row at its top-level separators; throws on brackets that do not close. */
function splitTop(text: string, separator: "|" | " "): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = "";
  for (const sign of text) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth < 0) break;
    if (sign === separator && depth === 0) {
      pieces.push(piece);
      piece = "";
    } else piece += sign;
  }
  if (depth !== 0) throw new Error(`Brackets do not match in the pattern "${text}"`);
  return [...pieces, piece].map((part) => part.trim()).filter((part) => part !== "");
}

const GAPS: Readonly<Record<string, number>> = { "..": 5, "..?": 2, "...": 8 };

function parsePart(text: string, subject: RiskSubject, context: PatternContext): Part[] {
  const gap = GAPS[text];
  if (gap !== undefined) return [{ kind: "gap", max: gap, optional: false }];
  const optional = text.endsWith("?") && text.length > 1;
  const body = optional ? text.slice(0, -1) : text;
  const range = /^~(?:(\d+)-(\d+))?$/u.exec(body);
  if (range)
    return [{ kind: "number", min: Number(range[1] ?? 0), max: Number(range[2] ?? Number.MAX_SAFE_INTEGER), optional }];
  if (body.startsWith("(")) return [rowsPart(splitTop(body.slice(1, -1), "|"), optional, subject, context)];
  if (body.startsWith("$") || body.startsWith("@")) {
    const name = body.startsWith("@") ? `${body.slice(1)}_${subject}` : body.slice(1);
    const rows = context.classes.get(name);
    if (rows === undefined) throw new Error(`Unknown class "${body}"`);
    const key = `${name} ${subject}`;
    const part = context.parsed.get(key) ?? rowsPart(rows, false, subject, context);
    context.parsed.set(key, part);
    return [{ ...part, optional }];
  }
  const words = context.spell(body);
  if (words.length === 0) throw new Error(`"${body}" is not a word`);
  return words.map((word) => ({ kind: "words", words: new Set([word]), optional }));
}

function rowsPart(rows: readonly string[], optional: boolean, subject: RiskSubject, context: PatternContext): Part {
  const single = new Set<string>();
  const longer: Part[][] = [];
  for (const row of rows) {
    const parts = splitTop(row, " ").flatMap((piece) => parsePart(piece, subject, context));
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "words" && !only.optional) for (const word of only.words) single.add(word);
    else if (parts.length === 1 && only?.kind === "rows" && !only.optional)
      longer.push(...only.rows.map((r) => [...r]));
    else longer.push(parts);
  }
  if (longer.length === 0) return { kind: "words", words: single, optional };
  const singles: Part[][] = single.size > 0 ? [[{ kind: "words", words: single, optional: false }]] : [];
  return { kind: "rows", ...fileRows([...singles, ...longer]), optional };
}

function fileRows(rows: readonly Row[]): {
  rows: readonly Row[];
  byFirst: ReadonlyMap<string, readonly Row[]>;
  open: readonly Row[];
} {
  const byFirst = new Map<string, Row[]>();
  const open: Row[] = [];
  for (const row of rows) {
    const first = firstWords(row);
    if (first === null) open.push(row);
    for (const word of first ?? []) byFirst.set(word, [...(byFirst.get(word) ?? []), row]);
  }
  return { rows, byFirst, open };
}

/** Compiles one pattern for one subject; throws an Error naming what is wrong with the text. */
export function parsePattern(text: string, subject: RiskSubject, context: PatternContext): Pattern {
  const parts = splitTop(text, " ").flatMap((piece) => parsePart(piece, subject, context));
  const first = parts[0];
  if (first === undefined || first.kind === "gap" || first.optional)
    throw new Error(`The pattern "${text}" must begin with a word`);
  return { parts, names: text.includes("@") ? subject : null };
}

/** The one-word alternatives of a part. */
export function singleWords(part: Part): string[] {
  if (part.kind === "words") return [...part.words];
  if (part.kind !== "rows") return [];
  return part.rows.flatMap((row) => (row.length === 1 && row[0] !== undefined ? singleWords(row[0]) : []));
}

/** Words a row can begin with, or null where it can begin with something that is not a word. */
export function firstWords(parts: readonly Part[]): Set<string> | null {
  const words = new Set<string>();
  for (const part of parts) {
    if (part.kind === "gap" || part.kind === "number") return null;
    const starts = part.kind === "words" ? [part.words] : part.rows.map(firstWords);
    for (const start of starts) {
      if (start === null) return null;
      for (const word of start) words.add(word);
    }
    if (!part.optional) return words;
  }
  return null;
}

const NUMBER_WORDS = new Map(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, value) => [word, value] as const),
);

function numberOf(word: string): number | null {
  if (/^\d{1,9}$/u.test(word)) return Number(word);
  return NUMBER_WORDS.get(word) ?? null;
}

const GAP_STOPPERS = new Set(["not", "never"]);
const MAX_FILLERS = 3;
const NOWHERE: readonly number[] = [];

function addAll(ends: readonly number[], into: number[]): void {
  for (const end of ends) if (!into.includes(end)) into.push(end);
}

/** Where a part can end when it begins at `at`. */
function stepFrom(part: Part, tokens: readonly Token[], at: number, fillers: ReadonlySet<string>): readonly number[] {
  const word = tokens[at]?.word;
  if (part.kind === "gap") {
    const ends = [at];
    for (let end = at; end < at + part.max && end < tokens.length; end += 1) {
      if (GAP_STOPPERS.has(tokens[end]?.word ?? "")) break;
      ends.push(end + 1);
    }
    return ends;
  }
  if (word === undefined) return NOWHERE;
  if (part.kind === "words") return part.words.has(word) ? [at + 1] : NOWHERE;
  if (part.kind === "number") {
    const value = numberOf(word);
    return value !== null && value >= part.min && value <= part.max ? [at + 1] : NOWHERE;
  }
  const rows = part.byFirst.get(word);
  if (rows === undefined && part.open.length === 0) return NOWHERE;
  const ends: number[] = [];
  for (const row of rows ?? []) addAll(matchRow(row, tokens, at, fillers), ends);
  for (const row of part.open) addAll(matchRow(row, tokens, at, fillers), ends);
  return ends;
}

function matchRow(
  parts: Row,
  tokens: readonly Token[],
  start: number,
  fillers: ReadonlySet<string>,
): readonly number[] {
  let positions: readonly number[] = [start];
  for (const [index, part] of parts.entries()) {
    const next: number[] = part.optional ? [...positions] : [];
    const maySkip = index > 0 && part.kind !== "gap";
    for (const position of positions) {
      for (let at = position, skipped = 0; ; at += 1, skipped += 1) {
        addAll(stepFrom(part, tokens, at, fillers), next);
        if (!maySkip || skipped === MAX_FILLERS || !fillers.has(tokens[at]?.word ?? "")) break;
      }
    }
    if (next.length === 0) return NOWHERE;
    positions = next;
  }
  return positions;
}

/** End (exclusive) of the longest match that starts exactly at `start`, or null. */
export function matchAt(
  pattern: Pattern,
  tokens: readonly Token[],
  start: number,
  fillers: ReadonlySet<string>,
): number | null {
  const ends = matchRow(pattern.parts, tokens, start, fillers);
  return ends.length === 0 ? null : Math.max(...ends);
}
