import type { ReadableMessage } from "@/domain/ingest/message";
import type { RiskType } from "@/inference/risk";
import type { Signal } from "./judge-match";
import type { Rules } from "./load-rules";
import type { Token } from "./tokenize";

const REASSURING = new Set([
  "fine",
  "okay",
  "ok",
  "good",
  "great",
  "safe",
  "alright",
  "better",
  "no",
  "not",
  "never",
  "nope",
  "joking",
  "kidding",
]);
const ANSWER_START = 4;
const REPLY_CHARS = 400;
const QUESTION_CHARS = 1200;
const QUESTION_SENTENCES = 4;

function answersYes(reply: readonly Token[], rules: Rules): boolean {
  if (reply.slice(0, ANSWER_START).some(({ word }) => REASSURING.has(word))) return false;
  return rules.answers.affirmative.find(reply).some(({ start }) => start < 2);
}

function answersNo(reply: readonly Token[], rules: Rules): boolean {
  return rules.answers.negative.find(reply).some(({ start }) => start < 2);
}

/** What one reply says as an answer to the question before it. */
function readAnswer(
  question: string,
  reply: readonly Token[],
  rules: Rules,
  at: number,
): { signal: Signal; after: RiskType | null }[] {
  const yes = answersYes(reply, rules);
  const no = answersNo(reply, rules);
  const asked = rules.tokenize(question.slice(-QUESTION_CHARS)).slice(-QUESTION_SENTENCES);
  return asked
    .flatMap((sentence) => rules.questions.find(sentence))
    .flatMap(({ entry }) => {
      if (!(entry.answer === "affirmative" ? yes : no)) return [];
      const { type, subject, severity, imminence, feature } = entry;
      const key = `answer/${entry.id}`;
      const signal: Signal = {
        key,
        words: "",
        start: 0,
        end: 0,
        type,
        subject,
        severity,
        imminence,
        weight: 1,
        feature,
        at,
        message: at,
        timeNamed: false,
      };
      return [{ signal, after: entry.only_after ?? null }];
    });
}

/**
 * Signals in short answers: "yes" says nothing alone, and everything after a question about suicidal thoughts. Reads the
 * first sentence of each user's reply, where it is a few words long, together with the message directly before it.
 * `seen` are the risks that the conversation shows elsewhere; some questions mean something only among them.
 */
export function readAnswers(messages: readonly ReadableMessage[], rules: Rules, seen: ReadonlySet<RiskType>): Signal[] {
  const known = new Set(seen);
  return messages.flatMap(({ role, text }, index) => {
    const question = messages[index - 1];
    if (role !== "user" || question === undefined || question.role === "user" || !question.text.includes("?"))
      return [];
    const [reply] = rules.tokenize(text.slice(0, REPLY_CHARS));
    if (reply === undefined || reply.length > rules.answers.maxWords) return [];
    const answered = readAnswer(question.text, reply, rules, index).filter(
      ({ after }) => after === null || known.has(after),
    );
    for (const { signal } of answered) known.add(signal.type);
    return answered.map(({ signal }) => signal);
  });
}
