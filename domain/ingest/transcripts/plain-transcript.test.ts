import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MESSAGE_ROLES, type ReadableMessage } from "@/domain/ingest/message";
import { parsePlainTranscript } from "@/domain/ingest/transcripts/plain-transcript";

type Row = [title: string, text: string, messages: [ReadableMessage["role"], string][], notes?: number];

const transcripts: Row[] = [
  ["a single labelled line", "User: I am tired", [["user", "I am tired"]]],
  [
    "two turns",
    "User: hi\nAssistant: hello",
    [
      ["user", "hi"],
      ["assistant", "hello"],
    ],
  ],
  [
    "labels in any case",
    "USER: a\nassistant: b\nAgEnT: c",
    [
      ["user", "a"],
      ["assistant", "b"],
      ["agent", "c"],
    ],
  ],
  [
    "the other names of a user",
    "Human: a\nClient: b\nVisitor: c",
    [
      ["user", "a"],
      ["user", "b"],
      ["user", "c"],
    ],
  ],
  [
    "the other names of an assistant",
    "AI: a\nBot: b\nChatbot: c",
    [
      ["assistant", "a"],
      ["assistant", "b"],
      ["assistant", "c"],
    ],
  ],
  [
    "the other names of an agent",
    "Counsellor: a\nCounselor: b\nOperator: c\nSupport: d",
    [
      ["agent", "a"],
      ["agent", "b"],
      ["agent", "c"],
      ["agent", "d"],
    ],
  ],
  [
    "a system notice",
    "System: chat began\nUser: hi",
    [
      ["system", "chat began"],
      ["user", "hi"],
    ],
  ],
  [
    "lines that continue a turn",
    "User: one\ntwo\n\nthree\nBot: four",
    [
      ["user", "one\ntwo\n\nthree"],
      ["assistant", "four"],
    ],
  ],
  [
    "text on the line after the label",
    "User:\nhello\nBot:\nhi",
    [
      ["user", "hello"],
      ["assistant", "hi"],
    ],
  ],
  [
    "CRLF line breaks",
    "User: a\r\nb\r\n\r\nBot: c\r\n",
    [
      ["user", "a\r\nb"],
      ["assistant", "c"],
    ],
  ],
  [
    "lone CR line breaks",
    "User: a\rBot: b",
    [
      ["user", "a"],
      ["assistant", "b"],
    ],
  ],
  [
    "text before the first label",
    "it began like this\nUser: hi",
    [
      ["user", "it began like this"],
      ["user", "hi"],
    ],
    1,
  ],
  ["blank lines before the first label", "\n\n  \nUser: hi", [["user", "hi"]]],
  [
    "a label without text",
    "User: hi\nAssistant:\nUser: are you there",
    [
      ["user", "hi"],
      ["user", "are you there"],
    ],
    1,
  ],
  [
    "labels that are not ours",
    "User: x\nNote: this stays\nTime: 10:30",
    [["user", "x\nNote: this stays\nTime: 10:30"]],
  ],
  [
    "a word that begins like a label",
    "User: x\nUser experience: y\nusers: z",
    [["user", "x\nUser experience: y\nusers: z"]],
  ],
  ["a label inside a line", "User: then the bot said Assistant: hi", [["user", "then the bot said Assistant: hi"]]],
  ["an address that looks like a label", "User: see\nagent://x", [["user", "see\nagent://x"]]],
  [
    "blanks kept inside and after the text",
    "User:   two spaces kept  \nBot: b",
    [
      ["user", "  two spaces kept  "],
      ["assistant", "b"],
    ],
  ],
  [
    "a byte order mark and indented labels",
    "\ufeffUser: a\n\t Bot : b",
    [
      ["user", "a"],
      ["assistant", "b"],
    ],
  ],
  ["a full-width colon", "User：a", [["user", "a"]]],
];

describe("a transcript", () => {
  test.each(transcripts)("reads %s", (_, text, messages, notes = 0) => {
    const read = parsePlainTranscript(text);
    expect(read.kind).toBe("transcript");
    expect(read.messages.map(({ role, text: body }) => [role, body])).toEqual(messages);
    expect(read.notes).toHaveLength(notes);
  });
});

describe("a single message", () => {
  test.each([
    ["without a label", "I am tired\nof this"],
    ["with a heading of its own", "Note: I am tired"],
    ["that is empty", ""],
    ["that is only blanks", " \r\n "],
    ["that is only labels", "User:\nAssistant:"],
    ["that mentions a user", "the user: me"],
  ])("%s is kept to the letter", (_, text) => {
    expect(parsePlainTranscript(text)).toEqual({ kind: "single", messages: [{ role: "user", text }], notes: [] });
  });
});

const line = fc.oneof(
  fc.constantFrom("", " ", "User: ", "bot:", "Note: x", "Agent :y", "System:", "a", "\u200b", "agent://"),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const pasted = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r", "")), { maxLength: 12 })
  .map((lines) => lines.map((each) => each.join("")).join(""));

const LABELS =
  /^\ufeff?[ \t]*(?:user|human|client|visitor|assistant|ai|bot|chatbot|agent|counsell?or|operator|support|system)[ \t]*[:\uff1a](?!\/\/)/gimu;
const withoutSpace = (text: string) => text.replace(/\s/gu, "");

test("loses nothing of the text but labels and white space", () => {
  fc.assert(
    fc.property(pasted, (text) => {
      const read = parsePlainTranscript(text);
      const kept = read.messages.map((message) => message.text).join("");
      if (read.kind === "single") expect(kept).toBe(text);
      else expect(withoutSpace(kept)).toBe(withoutSpace(text.replace(LABELS, "")));
    }),
  );
});

test("gives texts that stand in the input, in order and without overlap", () => {
  fc.assert(
    fc.property(pasted, (text) => {
      let from = 0;
      for (const message of parsePlainTranscript(text).messages) {
        const at = text.indexOf(message.text, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + message.text.length;
      }
    }),
  );
});

test("reads back what was written as labelled turns", () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => !/[\r\n:\u2028\u2029]/u.test(text) && text.trim() !== "");
  const message = fc.record({
    role: fc.constantFrom(...MESSAGE_ROLES),
    text: fc.array(word, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
  });
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), (messages) => {
      const text = messages.map((each) => `${each.role}: ${each.text}`).join("\n\n");
      expect(parsePlainTranscript(text).messages).toEqual(messages);
    }),
  );
});
