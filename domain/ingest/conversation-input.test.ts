import { describe, expect, it } from "vitest";
import { conversationInputSchema } from "@/domain/ingest/conversation-input";

const message = { role: "user", text: "hello" };

describe("the form of a conversation", () => {
  it.each<[string, unknown]>([
    ["one message", { messages: [message] }],
    [
      "all fields",
      {
        externalId: "t",
        messages: [{ ...message, author: "a", sentAt: "2026-11-21T03:04:05+01:00", externalId: "m" }],
        metadata: { a: [1, null] },
      },
    ],
    ["a blank message beside one that can be read", { messages: [{ role: "agent", text: "" }, message] }],
    ["lone surrogates in a text", { messages: [{ role: "user", text: "\ud800" }] }],
  ])("accepts %s", (_, input) => {
    expect(conversationInputSchema.safeParse(input).success).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ["no messages", { messages: [] }, "messages"],
    ["nothing", {}, "messages"],
    ["an empty text", { messages: [{ role: "user", text: "" }] }, "messages"],
    ["only white space", { messages: [{ role: "user", text: " \n\t" }] }, "messages"],
    ["only invisible characters", { messages: [{ role: "user", text: "\u200b\u2060\u{e0041}\ufeff" }] }, "messages"],
    ["an unknown role", { messages: [{ role: "admin", text: "x" }] }, "messages.0.role"],
    ["a text that is no string", { messages: [{ role: "user", text: 5 }] }, "messages.0.text"],
    ["a date in year 0", { messages: [{ ...message, sentAt: "0000-01-01T00:00:00Z" }] }, "messages.0.sentAt"],
    ["a date in year 9999", { messages: [{ ...message, sentAt: "9999-12-31T23:59:59Z" }] }, "messages.0.sentAt"],
    ["a date without a zone", { messages: [{ ...message, sentAt: "2026-01-01T00:00:00" }] }, "messages.0.sentAt"],
    ["a day that does not exist", { messages: [{ ...message, sentAt: "2026-02-30T00:00:00Z" }] }, "messages.0.sentAt"],
    ["an unknown field", { messages: [message], message: "typo" }, ""],
    ["an id with a null character", { externalId: "a\u0000b", messages: [message] }, "externalId"],
    ["an id with broken Unicode", { externalId: "a\ud800", messages: [message] }, "externalId"],
    ["a long id", { externalId: "x".repeat(201), messages: [message] }, "externalId"],
    ["a text that is too long", { messages: [{ role: "user", text: "x".repeat(1_100_001) }] }, "messages.0.text"],
    ["10,001 messages", { messages: Array.from({ length: 10_001 }, () => message) }, "messages"],
    ["large metadata", { messages: [message], metadata: { a: "x".repeat(20_000) } }, "metadata"],
  ])("refuses %s and says where", (_, input, where) => {
    const parsed = conversationInputSchema.safeParse(input);
    expect(parsed.error?.issues[0]?.path.join(".")).toBe(where);
  });
});
