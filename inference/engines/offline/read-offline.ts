import path from "node:path";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading } from "@/inference/conversation-reading";
import { collectRisks } from "./collect-risks";
import { combineConcepts } from "./combine-concepts";
import { viewConversation } from "./conversation-view";
import { judgeMatch } from "./judge-match";
import { loadRules, type Rules } from "./load-rules";
import { readAnswers } from "./read-answers";
import { readAssistant } from "./read-assistant";
import { writeReflection } from "./write-reflection";

/**
 * The rules that Vigil comes with. From the root, where every program of Vigil runs: inside Next's bundle a module has no
 * folder of its own.
 */
export const builtInRules: Rules = loadRules(path.join(process.cwd(), "inference/engines/offline"));

/** Names the built-in rules behind a reading; stored with it, and changed with every change of the rules. */
export const OFFLINE_VERSION: string = builtInRules.name;

/**
 * Reads a conversation with keyword rules alone, for machines without a model server. Pure and synchronous; time is linear
 * in the length of the text, and every string can be read. Answers `risk` or `none`, provisionally: rules miss what is
 * said indirectly. Each risk names the messages that show it.
 */
export function readOffline(
  messages: readonly ReadableMessage[],
  rules: Rules = builtInRules,
): Exclude<ConversationReading, { outcome: "unscored" }> {
  const view = viewConversation(messages, rules);
  const told = view.sentences.flatMap(({ matches }, at) =>
    matches.flatMap((match) => judgeMatch(match, at, view, rules) ?? []),
  );
  const combined = combineConcepts(view, rules);
  const answered = readAnswers(messages, rules, new Set([...told, ...combined].map(({ type }) => type)));
  const collected = collectRisks([...told, ...combined, ...answered, ...readAssistant(messages, rules)]);
  const reflection = writeReflection(collected);
  const [first, ...rest] = collected.map(({ risk }) => risk);
  return first === undefined
    ? { outcome: "none", reflection, risks: [] }
    : { outcome: "risk", reflection, risks: [first, ...rest] };
}
