/** Reads labelled cases: evaluation JSONL, as `vigil export evaluation` writes it, and the suites of the model's vendor. Pure. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import { DOMAINS, type Expected, type LabelledCase, LEVELS, worstSeverity } from "@/domain/measure/labelled-case";
import { RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { isBlank } from "@/lib/text/hidden-characters";

const readable = z.string().refine((text) => !isBlank(text), "there is nothing to read");
const expected = z
  .object({
    outcome: z.enum(["risk", "none"]),
    risks: z.array(z.object({ type: z.enum(RISK_TYPES), severity: z.enum(SEVERITIES).optional() })).optional(),
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
      expected_overall_severity: z.enum(LEVELS),
      acceptable_severities: z.array(z.enum(LEVELS)).optional(),
      expected_domains: z.array(z.object({ domain: z.string() })).optional(),
    }),
  ),
});

type SuiteCase = z.infer<typeof suiteSchema>["cases"][number];

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
  const isOpen = ({ acceptable_severities: accepted = [] }: SuiteCase) => accepted.includes("none");
  const { cases } = parsed.data;
  return {
    leftOut: cases.filter(isOpen).map((each) => each.case_id),
    cases: cases
      .filter((each) => !isOpen(each))
      .map((each) => ({
        id: each.case_id,
        messages: each.conversation.map(({ role, content }) => ({ role, text: content })),
        expected: expectedOfSuite(each),
      })),
  };
}

/** A domain that today's taxonomy has no types for, and one of a case without risk, say nothing that could be counted. */
function expectedOfSuite(each: SuiteCase): Expected {
  const { expected_overall_severity: level, acceptable_severities: accepted = [], expected_domains: named = [] } = each;
  const outcome = level === "none" ? "none" : "risk";
  const domains = DOMAINS.filter((domain) => outcome === "risk" && named.some((one) => one.domain === domain));
  return { outcome, types: null, level, accepted: [...new Set([level, ...accepted])], domains };
}

/** The level is known where there is no risk, and where every risk of the label has a severity. */
function expectedOfLine({ outcome, risks = [] }: z.infer<typeof expected>, hasTypes: boolean): Expected {
  const severities = risks.flatMap(({ severity }) => severity ?? []);
  const isKnown = risks.length > 0 && severities.length === risks.length;
  const level = outcome === "none" ? "none" : isKnown ? worstSeverity(severities) : null;
  const types = outcome === "none" ? [] : hasTypes ? risks.map(({ type }) => type) : null;
  return { outcome, types, level, accepted: level === null ? [] : [level], domains: [] };
}

function readLine(text: string, line: number): LabelledCase {
  const value = parseJson(text);
  if (value === undefined) throw new UnreadableLabels(line, "not JSON");
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) throw new UnreadableLabels(line, firstIssue(parsed.error));
  const { id = `line ${line}`, expected: label } = parsed.data;
  return {
    id,
    messages: "messages" in parsed.data ? parsed.data.messages : [{ role: "user", text: parsed.data.text }],
    expected: expectedOfLine(label, label.risks !== undefined),
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
