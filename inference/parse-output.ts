/**
 * Reads the model's answer with a strict grammar and three results: `risk`, `none` or `unscored`.
 *
 *   answer     = [ "<think>" … "</think>" ] "<reflection>" … "</reflection>" risks
 *   risks      = "<risks/>" | "<risks>" { risk } "</risks>"
 *   risk       = "<risk" { name "=" quoted } ( "/>" | "></risk>" )
 *
 * Space, tab, CR and LF may stand between these parts and before the end of a tag; nothing else may stand anywhere. Names
 * are lower case, values are quoted with `"` or `'` and taken as they stand (no character references). Anything outside
 * the grammar is `unscored`, so damage, refusals and forged markup reach a person and never become `none`.
 */
import { type Reading, type Risk, riskSchema, type UnscoredReason } from "@/inference/risk";

const SPACE = /[ \t\r\n]*/y;
const THINK = "<think>";
const THINK_END = "</think>";
const REFLECTION = "<reflection>";
const REFLECTION_END = "</reflection>";
const NO_RISKS = /<risks[ \t\r\n]*\/>/y;
const RISKS_START = /<risks[ \t\r\n]*>/y;
const RISKS_END = /<\/risks[ \t\r\n]*>/y;
const RISK_START = /<risk/y;
const RISK_END = /[ \t\r\n]*(?:\/>|>[ \t\r\n]*<\/risk[ \t\r\n]*>)/y;
const ATTRIBUTE = /[ \t\r\n]+([a-z_]+)=(?:"([^"<]*)"|'([^'<]*)')/y;
const ATTRIBUTE_NAMES: readonly string[] = Object.keys(riskSchema.shape);

/** A second block inside the first means the text no longer says where the reflection ends. */
const NESTED_BLOCK = /<\s*(?:\/\s*)?(?:reflection|think)/i;

const FINISHED_REASONS: readonly string[] = ["stop"];
const CUT_OFF_REASONS: readonly string[] = ["length", "max_tokens", "model_length", "truncated", "truncation"];
const FAILED_REASONS: readonly string[] = ["abort", "error"];

/** The answer left the grammar. The message says where and how, and never repeats the answer itself. */
class NotUnderstood extends Error {}

/** A place in the answer; every read moves it forward, which keeps the whole parse linear. */
type Cursor = { readonly text: string; at: number };

/**
 * Reads one answer.
 *
 * @param raw the answer as the server returned it
 * @param finishReason why generation stopped, or null when the server does not say; then only a complete answer is read
 * @returns the reading; `detail` of an unscored one is for a person and holds none of the answer. Never throws.
 */
export function parseOutput(raw: string, finishReason: string | null): Reading {
  const unfinished = readUnfinished(finishReason);
  if (unfinished !== null) return unfinished;
  try {
    return readAnswer({ text: raw, at: 0 });
  } catch (error) {
    if (error instanceof NotUnderstood) return unscored("output_not_understood", error.message);
    throw error;
  }
}

/**
 * What an answer is worth by the reason for which it ended, before anybody looks at it.
 *
 * @returns the unscored reading of an answer that the model did not end by itself, or null when it may be read
 */
export function readUnfinished(finishReason: string | null): Reading | null {
  if (finishReason === null || FINISHED_REASONS.includes(finishReason)) return null;
  if (CUT_OFF_REASONS.includes(finishReason)) {
    return unscored("output_cut_off", "The model's answer was cut off before its end.");
  }
  const detail = `The model server ended the answer with the reason ${JSON.stringify(finishReason.slice(0, 40))}.`;
  return unscored(FAILED_REASONS.includes(finishReason) ? "model_error" : "output_not_understood", detail);
}

function unscored(reason: UnscoredReason, detail: string): Reading {
  return { outcome: "unscored", reason, detail };
}

function readAnswer(cursor: Cursor): Reading {
  take(cursor, SPACE);
  if (cursor.text.length === cursor.at) throw new NotUnderstood("The model's answer is empty.");
  if (cursor.text.startsWith(THINK, cursor.at)) {
    readBlock(cursor, THINK, THINK_END, "thinking part");
    take(cursor, SPACE);
  }
  const reflection = readBlock(cursor, REFLECTION, REFLECTION_END, "reflection").trim();
  take(cursor, SPACE);
  const [first, ...others] = readRisks(cursor);
  take(cursor, SPACE);
  if (cursor.at !== cursor.text.length) throw problemAt(cursor, "there is text after the end of the answer");
  if (first === undefined) return { outcome: "none", reflection, risks: [] };
  return { outcome: "risk", reflection, risks: [first, ...others] };
}

function readBlock(cursor: Cursor, start: string, end: string, name: string): string {
  if (!cursor.text.startsWith(start, cursor.at)) throw problemAt(cursor, `a ${name} was expected`);
  const from = cursor.at + start.length;
  const to = cursor.text.indexOf(end, from);
  if (to === -1) throw problemAt(cursor, `the ${name} does not end`);
  const content = cursor.text.slice(from, to);
  if (NESTED_BLOCK.test(content)) throw problemAt(cursor, `the ${name} holds the start or end of another block`);
  cursor.at = to + end.length;
  return content;
}

function readRisks(cursor: Cursor): Risk[] {
  if (take(cursor, NO_RISKS)) return [];
  if (!take(cursor, RISKS_START)) throw problemAt(cursor, "the list of risks was expected");
  const risks: Risk[] = [];
  take(cursor, SPACE);
  while (!take(cursor, RISKS_END)) {
    risks.push(readRisk(cursor));
    take(cursor, SPACE);
  }
  return risks;
}

function readRisk(cursor: Cursor): Risk {
  if (!take(cursor, RISK_START)) throw problemAt(cursor, "a risk or the end of the list was expected");
  const attributes = readAttributes(cursor);
  if (!take(cursor, RISK_END)) throw problemAt(cursor, "the risk does not end as it should");
  const risk = riskSchema.safeParse({
    subject: attributes.get("subject"),
    type: attributes.get("type"),
    severity: attributes.get("severity"),
    imminence: attributes.get("imminence") ?? null,
    features: splitFeatures(attributes.get("features") ?? ""),
  });
  if (risk.success) return risk.data;
  throw problemAt(cursor, `${String(risk.error.issues[0]?.path[0])} is missing or not one of the known values`);
}

function readAttributes(cursor: Cursor): Map<string, string> {
  const attributes = new Map<string, string>();
  for (let match = take(cursor, ATTRIBUTE); match; match = take(cursor, ATTRIBUTE)) {
    const [, name = "", double, single] = match;
    if (!ATTRIBUTE_NAMES.includes(name)) throw problemAt(cursor, "a risk has an unknown attribute");
    if (attributes.has(name)) throw problemAt(cursor, `a risk states its ${name} twice`);
    attributes.set(name, double ?? single ?? "");
  }
  return attributes;
}

function splitFeatures(list: string): string[] {
  return list
    .split(",")
    .map((feature) => feature.trim())
    .filter((feature) => feature !== "");
}

function take(cursor: Cursor, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = cursor.at;
  const match = sticky.exec(cursor.text);
  if (match) cursor.at = sticky.lastIndex;
  return match;
}

function problemAt(cursor: Cursor, problem: string): NotUnderstood {
  return new NotUnderstood(`At character ${cursor.at + 1} of ${cursor.text.length}: ${problem}.`);
}
