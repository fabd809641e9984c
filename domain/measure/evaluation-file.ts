/** Reads labelled cases: evaluation JSONL, as `vigil export evaluation` writes it, and the suites of the model's vendor. Pure. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import type { LabelledCase } from "@/domain/measure/evaluate";
import { RISK_TYPES } from "@/inference/risk";
import { isBlank } from "@/lib/text/hidden-characters";

const readable = z.string().refine((text) => !isBlank(text), "there is nothing to read");
const expected = z
  .object({
    outcome: z.enum(["risk", "none"]),
    risks: z.array(z.object({ type: z.enum(RISK_TYPES) })).optional(),
  })
  .refine(({ outcome, risks }) => outcome === "risk" || (risks ?? []).length === 0, "outcome none has no risks");
const messages = z.array(z.object({ role: messageRoleSchema, text: z.string() })).min(1);

/** One line of evaluation JSONL. */
const lineSchema = z.union([
  z.object({ id: z.string().min(1).optional(), text: readable, expected }),
  z.object({ id: z.string().min(1).optional(), messages, expected }),
]);

/** A suite of nope-net/suites: severities instead of outcomes, and the severities clinicians would accept. */
const suiteSchema = z.object({
  cases: z.array(
    z.object({
      case_id: z.string(),
      conversation: z.array(z.object({ role: messageRoleSchema, content: z.string() })).min(1),
      expected_overall_severity: z.string(),
      acceptable_severities: z.array(z.string()).optional(),
    }),
  ),
});

/** What a file holds. `leftOut` names cases whose label allows both outcomes. */
export type EvaluationFile = { cases: LabelledCase[]; leftOut: string[] };

/** A file that cannot be read as labels: `line` 1 for a suite, which is one value. */
export class UnreadableLabels extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
    this.name = "UnreadableLabels";
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  const nested = issue?.code === "invalid_union" ? issue.errors.flat().at(-1) : undefined;
  const { path, message } = nested ?? issue ?? { path: [], message: "not of the expected form" };
  return path.length > 0 ? `${path.join(".")}: ${message}` : message;
}

function readSuite(value: unknown): EvaluationFile {
  const parsed = suiteSchema.safeParse(value);
  if (!parsed.success) throw new UnreadableLabels(1, firstIssue(parsed.error));
  const isOpen = (accepted: string[] | undefined) => accepted?.includes("none") === true;
  const { cases } = parsed.data;
  return {
    leftOut: cases.filter((each) => isOpen(each.acceptable_severities)).map((each) => each.case_id),
    cases: cases
      .filter((each) => !isOpen(each.acceptable_severities))
      .map(({ case_id, conversation, expected_overall_severity: severity }) => ({
        id: case_id,
        messages: conversation.map(({ role, content }) => ({ role, text: content })),
        expected: { outcome: severity === "none" ? "none" : "risk", types: null },
      })),
  };
}

function readLine(text: string, line: number): LabelledCase {
  const value = parseJson(text);
  if (value === undefined) throw new UnreadableLabels(line, "not JSON");
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) throw new UnreadableLabels(line, firstIssue(parsed.error));
  const { id = `line ${line}`, expected: label } = parsed.data;
  const types = label.risks?.map(({ type }) => type) ?? null;
  return {
    id,
    messages: "messages" in parsed.data ? parsed.data.messages : [{ role: "user", text: parsed.data.text }],
    expected: { outcome: label.outcome, types: label.outcome === "none" ? [] : types },
  };
}

/** Reads one file of either kind. @throws UnreadableLabels naming the first line at fault */
export function readEvaluationFile(text: string): EvaluationFile {
  const content = text.replace(/^\ufeff/, "");
  const whole = parseJson(content);
  if (typeof whole === "object" && whole !== null && "cases" in whole) return readSuite(whole);
  const lines = content.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const cases = lines.filter(({ line }) => line.trim() !== "").map(({ line, number }) => readLine(line, number));
  if (cases.length === 0) throw new UnreadableLabels(1, "there are no cases");
  return { cases, leftOut: [] };
}
