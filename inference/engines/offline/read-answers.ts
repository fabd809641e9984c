import type { ReadableMessage } from "@/domain/ingest/message";
import type { Signal } from "./judge-match";
import type { Rules } from "./load-rules";
import type { Token } from "./tokenize";

const REASSURING = new Set(["fine", "okay", "ok", "good", "great", "safe", "alright", "better", "no", "not", "never", "nope", "joking", "kidding"]);
const ANSWER_START = 4;

function answersYes(reply: readonly Token[], rules: Rules): boolean {
  if (reply.slice(0, ANSWER_START).some(({ word }) => REASSURING.has(word))) return false;
  return rules.answers.affirmative.find(reply).some(({ start }) => start < 2);
}

function answersNo(reply: readonly Token[], rules: Rules): boolean {
  return rules.answers.negative.find(reply).some(({ start }) => start < 2);
}

/**
 * Signals in short answers: "yes" says nothing alone, and everything after a question about suicidal thoughts. Reads the
 * first sentence of each user's reply, where it is a few words long, together with the question directly before it.
 */
export function readAnswers(messages: readonly ReadableMessage[], rules: Rules): Signal[] {
  return messages.flatMap(({ role, text }, index) => {
    const question = messages[index - 1];
    if (role !== "user" || question === undefined || question.role === "user" || !question.text.includes("?")) return [];
    const [reply] = rules.tokenize(text.slice(0, 400));
    if (reply === undefined || reply.length > rules.answers.maxWords) return [];
    const yes = answersYes(reply, rules);
    const no = answersNo(reply, rules);
    const asked = rules.tokenize(question.text.slice(-1200)).slice(-4).flatMap((sentence) => rules.questions.find(sentence));
    return asked.flatMap(({ entry }): Signal[] => {
      if (!(entry.answer === "affirmative" ? yes : no)) return [];
      const { type, subject, severity, imminence, feature } = entry;
      return [{ key: `answer/${entry.id}`, words: "", type, subject, severity, imminence, weight: 1, feature, at: index, timeNamed: false }];
    });
  });
}
