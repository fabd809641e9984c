/**
 * Reads pasted text: one message, or a transcript whose turns begin with a label such as `User:` or `Assistant:`.
 * Pure, and free of anything the browser lacks: the paste page reads while a person types.
 */
import type { MessageRole, ReadableMessage } from "@/domain/ingest/message";

export type PlainTranscript = {
  kind: "single" | "transcript";
  messages: ReadableMessage[];
  /** What the reader should know about how the text was read, as sentences. */
  notes: string[];
};

/** The labels a turn may begin with, in small letters. Any other word before a colon is part of the text. */
const ROLES_BY_LABEL: ReadonlyMap<string, MessageRole> = new Map<string, MessageRole>([
  ["user", "user"],
  ["human", "user"],
  ["client", "user"],
  ["visitor", "user"],
  ["assistant", "assistant"],
  ["ai", "assistant"],
  ["bot", "assistant"],
  ["chatbot", "assistant"],
  ["agent", "agent"],
  ["counsellor", "agent"],
  ["counselor", "agent"],
  ["operator", "agent"],
  ["support", "agent"],
  ["system", "system"],
]);

/** A label at the start of a line, with the one blank or the line break that parts it from its text. `agent://x` is none. */
const LABEL = new RegExp(
  `^\\ufeff?[ \\t]*(${[...ROLES_BY_LABEL.keys()].join("|")})[ \\t]*[:\uff1a](?!//)(?:[ \\t]*(?:\\r\\n|\\n|\\r)|[ \\t]?)`,
  "gimu",
);

/** Where the text of a turn ends: before the line breaks and blank lines that part it from the next. */
function endOfText(text: string, from: number, to: number): number {
  let end = to;
  for (let at = to; at > from; ) {
    const before = text[at - 1];
    if (before === " " || before === "\t") {
      at -= 1;
      continue;
    }
    if (before !== "\n" && before !== "\r") break;
    at -= before === "\n" && at - 2 >= from && text[at - 2] === "\r" ? 2 : 1;
    end = at;
  }
  return end;
}

function turnsOf(text: string): { turns: ReadableMessage[]; labels: number } {
  const labels = [...text.matchAll(LABEL)];
  const turns: ReadableMessage[] = [];
  const add = (role: MessageRole, from: number, to: number) =>
    turns.push({ role, text: text.slice(from, endOfText(text, from, to)) });
  const first = labels[0];
  if (first !== undefined && first.index > 0) add("user", 0, first.index);
  labels.forEach((label, index) => {
    const role = ROLES_BY_LABEL.get(label[1]?.toLowerCase() ?? "") ?? "user";
    add(role, label.index + label[0].length, labels[index + 1]?.index ?? text.length);
  });
  return { turns, labels: labels.length };
}

/**
 * Reads a text as a transcript where at least one line begins with a known label, else as one message of the user.
 * A line without a label belongs to the turn before it; text before the first label is the user's. Texts are kept to the
 * letter: what is left out is the label, the blank or line break after it, and blank lines at the end of a turn.
 * @param text what was pasted, with any kind of line break
 */
export function parsePlainTranscript(text: string): PlainTranscript {
  const { turns, labels } = turnsOf(text);
  const messages = turns.filter((turn) => turn.text.trim() !== "");
  if (labels === 0 || messages.length === 0) return { kind: "single", messages: [{ role: "user", text }], notes: [] };
  const notes: string[] = [];
  if (turns.length > labels && messages[0] === turns[0]) {
    notes.push("The text before the first label is taken as the user's.");
  }
  const empty = turns.slice(turns.length - labels).filter((turn) => turn.text.trim() === "").length;
  if (empty > 0)
    notes.push(
      `${empty === 1 ? "One label has" : `${empty} labels have`} no text and ${empty === 1 ? "is" : "are"} left out.`,
    );
  return { kind: "transcript", messages, notes };
}
