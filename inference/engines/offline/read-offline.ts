import path from "node:path";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { Reading } from "@/inference/risk";
import { collectRisks } from "./collect-risks";
import { viewConversation } from "./conversation-view";
import { judgeMatch } from "./judge-match";
import { loadRules } from "./load-rules";
import { readAnswers } from "./read-answers";
import { readAssistant } from "./read-assistant";
import { writeReflection } from "./write-reflection";

/** From the root, where every program of Vigil runs: inside Next's bundle a module has no folder of its own. */
const RULES = loadRules(path.join(process.cwd(), "inference/engines/offline"));

/** Names the rules behind a reading; stored with it, and changed with every change of the rules. */
export const OFFLINE_VERSION: string = `offline-${RULES.version}`;

/**
 * Reads a conversation with keyword rules alone, for machines without a model server. Pure and synchronous; time is linear
 * in the length of the text, and every string can be read. Answers `risk` or `none`, provisionally: rules miss what is
 * said indirectly.
 */
export function readOffline(messages: readonly ReadableMessage[]): Reading {
  const view = viewConversation(messages, RULES);
  const told = view.sentences.flatMap(({ matches }, at) =>
    matches.flatMap((match) => judgeMatch(match, at, view, RULES) ?? []),
  );
  const answered = readAnswers(messages, RULES, new Set(told.map(({ type }) => type)));
  const collected = collectRisks([...told, ...answered, ...readAssistant(messages, RULES)]);
  const reflection = writeReflection(collected);
  const [first, ...rest] = collected.map(({ risk }) => risk);
  return first === undefined
    ? { outcome: "none", reflection, risks: [] }
    : { outcome: "risk", reflection, risks: [first, ...rest] };
}
