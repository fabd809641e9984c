/** What each judge of a panel said, read from its own answer. Pure. */
import { RISK_TYPE_LABELS, riskInWords } from "@/components/decide/labels";
import { type MessageNumbers, stretchText } from "@/components/decide/reading-facts";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";
import { parseOutput } from "@/inference/parse-output";

export type Vote = { judge: number; says: "risk" | "none" | "unread"; words: string };
export type VoteGroup = { window: number; title: string | null; votes: Vote[] };

/** The answer of one judge. Not whether harm is likely: only what this answer names. */
function voteOf(call: CallDto): Vote {
  const judge = call.judge + 1;
  const reading = call.raw === null ? null : parseOutput(call.raw, call.finishReason);
  if (reading === null) {
    return { judge, says: "unread", words: call.error === null ? "Its answer is not there" : "No answer" };
  }
  if (reading.outcome === "unscored") return { judge, says: "unread", words: "An answer that cannot be read" };
  if (reading.outcome === "none") return { judge, says: "none", words: "Names no risk" };
  return { judge, says: "risk", words: reading.risks.map(riskInWords).join("; ") };
}

/**
 * The last answer of each judge to the question itself, by the part of the conversation it was about. Empty where one
 * model was asked, or where answers are kept in another form than the model's own.
 */
export function judgeVotes(
  { judges, windows }: Pick<ClassificationDto, "judges" | "windows">,
  calls: readonly CallDto[],
  numbers: MessageNumbers,
): VoteGroup[] {
  if (judges === null) return [];
  const asked = calls.filter(({ purpose }) => purpose === "read" || purpose === "retry");
  const byWindow = Map.groupBy(asked, ({ window }) => window);
  return [...byWindow].map(([window, its]) => {
    const last = new Map(its.map((call) => [call.judge, call]));
    const of = windows[window];
    return {
      window,
      title: windows.length < 2 || !of ? null : `Part ${window + 1}: ${stretchText(of, numbers)}`,
      votes: [...last.values()].sort((one, other) => one.judge - other.judge).map(voteOf),
    };
  });
}

type Stated = Pick<ClassificationDto["risks"][number], "subject" | "type">;

/** Risks that a reading names and a decision did not find: what is new in it for whoever knows that decision. */
export function newSince<R extends Stated>(
  risks: readonly R[],
  findings: readonly { assessment: string; subject: string | null; type: string | null }[],
): R[] {
  const found = findings.filter(({ assessment }) => assessment !== "not_present");
  return risks.filter(({ subject, type }) => !found.some((each) => each.subject === subject && each.type === type));
}

/** "suicide and self-harm" */
export function typesInWords(risks: readonly Stated[]): string {
  const names = [...new Set(risks.map(({ type }) => RISK_TYPE_LABELS[type].toLowerCase()))];
  return new Intl.ListFormat("en-GB").format(names);
}
