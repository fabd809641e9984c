import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { chatwoot } from "@/domain/ingest/platforms/chatwoot";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const message = (fields: object = {}) => ({
  event: "message_created",
  id: 118,
  content: "I am awake",
  created_at: "2026-11-21T02:34:56.000Z",
  message_type: "incoming",
  content_type: "text",
  private: false,
  content_attributes: {},
  sender: { id: 14, name: "quiet-river-7", type: "contact" },
  conversation: { id: 10, channel: "Channel::WebWidget" },
  account: { id: 1, name: "Helpline" },
  ...fields,
});
const read = (body: unknown) => chatwoot.understand(storedDelivery(body));
const updated = (fields: object) =>
  message({ event: "message_updated", updated_at: "2026-11-21T02:40:00.000Z", ...fields });

describe("Chatwoot", () => {
  test("reads a message", () => {
    expect(read(message())).toEqual({
      topic: "message_created",
      events: [
        {
          kind: "new",
          conversationId: "1:10",
          messageId: "118",
          role: "user",
          author: { id: "contact:14", name: "quiet-river-7" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:56Z"),
        },
      ],
    });
  });

  test.each([
    ["a contact", { message_type: "incoming" }, "user"],
    ["a contact, by number", { message_type: 0 }, "user"],
    ["a contact it does not name", { message_type: "incoming", sender: null }, "user"],
    ["an agent", { message_type: "outgoing", sender: { id: 2, type: "user" } }, "agent"],
    ["an agent, by number", { message_type: 1, sender: { id: 2, type: "user" } }, "agent"],
    ["a bot", { message_type: "outgoing", sender: { id: 2, type: "agent_bot" } }, "assistant"],
    ["an automation", { message_type: "outgoing", sender: null }, "assistant"],
    ["a template", { message_type: "template", sender: null }, "assistant"],
    ["a template, by number", { message_type: 3, sender: null }, "assistant"],
  ])("takes %s for what they are", (_name, fields, role) => {
    expect(read(message(fields)).events).toEqual([expect.objectContaining({ role })]);
  });

  test("keeps a private note from the model, and never what a contact wrote", () => {
    const note = message({ private: true, message_type: "outgoing", sender: { id: 2, type: "user" } });
    expect(read(note).events).toEqual([expect.objectContaining({ isPrivateNote: true })]);
    expect(read(message({ private: true })).events[0]).not.toHaveProperty("isPrivateNote");
  });

  test("takes times as numbers too", () => {
    expect(read(message({ created_at: 1795228496 })).events).toEqual([
      expect.objectContaining({ sentAt: new Date("2026-11-21T02:34:56Z") }),
    ]);
  });

  test("reports a change as an edit with its time", () => {
    expect(read(updated({ content: "I was awake" })).events).toEqual([
      expect.objectContaining({
        kind: "edit",
        messageId: "118",
        text: "I was awake",
        editedAt: new Date("2026-11-21T02:40:00Z"),
      }),
    ]);
  });

  test("reports a deletion", () => {
    const body = updated({ content: "This message was deleted", content_attributes: { deleted: true } });
    expect(read(body).events).toEqual([
      { kind: "delete", conversationId: "1:10", messageId: "118", deletedAt: new Date("2026-11-21T02:40:00Z") },
    ]);
  });

  test("names attachments", () => {
    const attachments = [{ file_type: "image" }, { file_type: "file", fallback_title: "letter.pdf" }];
    expect(read(message({ content: null, attachments })).events).toEqual([
      expect.objectContaining({ text: "[image]\n[file: letter.pdf]" }),
    ]);
  });

  test.each([
    ["a choice", [{ title: "Yes", value: "yes" }], "yes"],
    [
      "a form",
      [
        { name: "how", value: "badly" },
        { name: "since", value: "May" },
      ],
      "badly\nMay",
    ],
    ["a survey", { csat_survey_response: { rating: 1, feedback_message: "nobody listened" } }, "nobody listened"],
  ])("reads what a visitor answered to %s as theirs", (_name, submitted_values, text) => {
    const body = updated({
      message_type: "template",
      content: "How are you?",
      sender: null,
      content_attributes: { submitted_values },
    });
    expect(read(body).events).toEqual([
      expect.objectContaining({ messageId: "118", role: "assistant" }),
      expect.objectContaining({
        messageId: "118:answer",
        role: "user",
        text,
        sentAt: new Date("2026-11-21T02:40:00Z"),
      }),
    ]);
  });

  test.each([
    ["another event", { event: "conversation_status_changed", id: 10 }],
    ["a notice", message({ message_type: "activity", content: "Assigned to Rosa" })],
    ["a notice, by number", message({ message_type: 2 })],
    ["an empty message", message({ content: " " })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no event", message({ event: undefined }), '"event"'],
    ["no id", message({ id: undefined, content: "secret" }), '"id"'],
    ["no conversation", message({ conversation: {}, content: "secret" }), '"conversation.id"'],
    ["an unknown direction", message({ message_type: "secret" }), '"message_type"'],
    ["an unknown number", message({ message_type: 9 }), '"message_type"'],
    ["content of another form", message({ content: { a: "secret" } }), '"content"'],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says where", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("knows a repeated delivery by its header, else by message and time of change", () => {
    const body = updated({});
    expect(chatwoot.deliveryKey(receivedRequest(body, { "X-Chatwoot-Delivery": "d-1" }), body)).toBe("d-1");
    const key = chatwoot.deliveryKey(receivedRequest(body), body);
    expect(key).toBe("message_updated:1:118:2026-11-21T02:40:00.000Z");
    const later = updated({ updated_at: "2026-11-21T02:41:00.000Z" });
    expect(chatwoot.deliveryKey(receivedRequest(later), later)).not.toBe(key);
    expect(chatwoot.deliveryKey(receivedRequest(message()), message())).toBeNull();
  });

  const samples = path.resolve(process.cwd(), "../shared/samples/chatwoot-docs");
  test.skipIf(!existsSync(samples))("reads the public samples (skipped: there is no ../shared/samples)", () => {
    const results = readdirSync(samples).map((name) => {
      const { events } = read(readFileSync(path.join(samples, name), "utf8"));
      return [name, events.map((event) => event.kind)];
    });
    expect(Object.fromEntries(results)).toEqual({
      "conversation_opened.json": [],
      "conversation_resolved.json": [],
      "conversation_status_changed.json": [],
      "message_created.json": ["new"],
      "message_updated.json": ["edit"],
      "webwidget_triggered.json": [],
    });
  });
});
