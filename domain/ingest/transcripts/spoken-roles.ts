/** What files call those who speak. Pure. */
import type { MessageRole } from "@/domain/ingest/message";

const NAMES: Readonly<Record<MessageRole, string>> = {
  user: "user human prompter client visitor customer end-user enduser contact lead guest member patient inbound incoming",
  assistant: "assistant gpt chatgpt bing bard model ai bot chatbot claude llm",
  agent: "agent operator counsellor counselor support staff admin team teammate moderator volunteer outbound outgoing",
  system: "system developer tool function observation ipython event",
};

const ROLES: ReadonlyMap<string, MessageRole> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.split(" ").map((name) => [name, role as MessageRole] as const),
  ),
);

/** The role that a word such as "human", "gpt" or "End-User" stands for; undefined when it is none of those known. */
export function roleOfWord(word: string): MessageRole | undefined {
  return ROLES.get(word.trim().toLowerCase().replace(/[_ ]/g, "-"));
}
