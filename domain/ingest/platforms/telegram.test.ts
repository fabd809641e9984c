import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { telegram } from "@/domain/ingest/platforms/telegram";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const imke = { id: 41, is_bot: false, first_name: "Imke", last_name: "Vos", username: "imke" };
const message = {
  message_id: 7,
  from: imke,
  chat: { id: 41, type: "private" },
  date: 1795228496,
  text: "Is anyone there?",
};
const group = { ...message, chat: { id: -1001234567890123, type: "supergroup", title: "Night chat" } };
const read = (fields: object) => telegram.understand(storedDelivery({ update_id: 9, ...fields }));
const sentAt = new Date("2026-11-21T02:34:56Z");

describe("Telegram", () => {
  test("reads a message", () => {
    expect(read({ message })).toEqual({
      topic: "message",
      events: [
        {
          kind: "new",
          conversationId: "41",
          messageId: "7",
          role: "user",
          author: { id: "41", name: "Imke Vos" },
          text: "Is anyone there?",
          sentAt,
          sequence: 7n,
        },
      ],
    });
  });

  test("keeps ids that no number holds, to the digit", () => {
    const body = '{"update_id":1,"message":{"message_id":9007199254740993,"chat":{"id":-9007199254740995},"text":"a"}}';
    expect(telegram.understand(storedDelivery(body)).events).toMatchObject([
      { conversationId: "-9007199254740995", messageId: "9007199254740993", sequence: 9007199254740993n },
    ]);
  });

  test.each([["edited_message"], ["edited_channel_post"], ["edited_business_message"]])("reads %s", (kind) => {
    expect(read({ [kind]: { ...message, text: "Hello?", edit_date: 1795228500 } }).events).toEqual([
      expect.objectContaining({
        kind: "edit",
        messageId: "7",
        text: "Hello?",
        sentAt,
        editedAt: new Date("2026-11-21T02:35:00Z"),
      }),
    ]);
  });

  test.each([
    ["a topic of a forum", { message_thread_id: 5, is_topic_message: true }, "5"],
    ["a reply in a group", { message_thread_id: 5 }, undefined],
  ])("places %s", (_name, fields, threadId) => {
    const [event] = read({ message: { ...group, ...fields } }).events;
    expect(event?.threadId).toBe(threadId);
    expect(event?.conversationId).toBe("-1001234567890123");
  });

  const business = { business_connection_id: "bc1" };
  test.each([
    ["a person in a group", { message: group }, "user", { id: "41", name: "Imke Vos" }],
    [
      "a person known by username",
      { message: { ...message, from: { id: 41, username: "imke" } } },
      "user",
      { id: "41", name: "imke" },
    ],
    [
      "a bot",
      { message: { ...group, from: { id: 5, is_bot: true, first_name: "Calm" } } },
      "assistant",
      { id: "5", name: "Calm" },
    ],
    [
      "someone who writes as the group",
      { message: { ...group, from: { id: 1087968824, is_bot: true }, sender_chat: group.chat } },
      "user",
      { id: "-1001234567890123", name: "Night chat" },
    ],
    ["a channel", { channel_post: { ...group, from: undefined, sender_chat: { id: -5 } } }, "user", { id: "-5" }],
    [
      "a person who writes to a business",
      { business_message: { ...message, ...business } },
      "user",
      { id: "41", name: "Imke Vos" },
    ],
    ["the business", { business_message: { ...message, ...business, from: { id: 8 } } }, "agent", { id: "8" }],
    [
      "the bot of the business",
      { business_message: { ...message, ...business, from: { id: 8 }, sender_business_bot: { id: 5 } } },
      "assistant",
      { id: "8" },
    ],
  ])("takes %s for what they are", (_name, fields, role, author) => {
    expect(read(fields).events).toEqual([expect.objectContaining({ role, author })]);
  });

  test("keeps a business chat apart from the bot's own, and reads its deletions", () => {
    expect(read({ business_message: { ...message, ...business } }).events[0]?.conversationId).toBe("bc1:41");
    expect(read({ deleted_business_messages: { ...business, chat: message.chat, message_ids: [7, 8] } })).toEqual({
      topic: "deleted_business_messages",
      events: [
        { kind: "delete", conversationId: "bc1:41", messageId: "7" },
        { kind: "delete", conversationId: "bc1:41", messageId: "8" },
      ],
    });
  });

  test.each([
    ["a picture with words", { photo: [{}], caption: "at the lake" }, "[image: at the lake]"],
    ["a picture", { photo: [{}] }, "[image]"],
    ["a voice message", { voice: {} }, "[voice message]"],
    ["a file", { document: { file_name: "letter.pdf" } }, "[file: letter.pdf]"],
    ["an animation and not its file", { animation: {}, document: { file_name: "a.mp4" } }, "[animation]"],
    ["a sticker", { sticker: { emoji: "😔" } }, "[sticker: 😔]"],
    ["a poll", { poll: { question: "Who is up?" } }, "[poll: Who is up?]"],
  ])("names %s", (_name, fields, text) => {
    expect(read({ message: { ...message, text: undefined, ...fields } }).events).toEqual([
      expect.objectContaining({ text }),
    ]);
  });

  test.each([
    ["taps on buttons", { callback_query: { id: "1" } }],
    ["kinds of later days", { hologram: {} }],
    ["notices", { message: { ...group, text: undefined, new_chat_members: [imke] } }],
  ])("ignores %s", (_name, fields) => {
    expect(read(fields)).toMatchObject({ events: [], ignored: expect.any(String) });
    expect(read(fields).warning).toBeUndefined();
  });

  test("warns when a group gets another id", () => {
    const moved = read({ message: { ...group, text: undefined, migrate_to_chat_id: -100 } });
    expect(moved).toMatchObject({ events: [], warning: expect.any(String) });
  });

  test.each([
    ["no update", {}, '"update_id"'],
    ["an empty update", { update_id: 1 }, "update_id"],
    [
      "a message without an id",
      { update_id: 1, message: { ...message, message_id: undefined } },
      '"message.message_id"',
    ],
    ["a message without a chat", { update_id: 1, message: { ...message, chat: {} } }, '"message.chat.id"'],
  ])("does not understand %s", (_name, body, path) => {
    const understand = () => telegram.understand(storedDelivery(body));
    expect(understand).toThrow(NotUnderstood);
    expect(understand).toThrow(path);
    expect(understand).not.toThrow("anyone");
  });

  test("knows an update by its id", () => {
    expect(telegram.deliveryKey(receivedRequest({}), { update_id: 397587257, message })).toBe("397587257");
    expect(telegram.deliveryKey(receivedRequest({}), undefined)).toBeNull();
  });

  test("makes tokens that Telegram takes", () => {
    const token = telegram.secret.generate?.() ?? "";
    expect(token).toMatch(telegram.secret.pattern);
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect("vigilurl_aaaaaaaaaaaaaaaaaaaa").not.toMatch(telegram.secret.pattern);
    expect(JSON.parse(telegram.setup.template?.text ?? "")).toMatchObject({ url: "{url}", secret_token: "{secret}" });
  });

  const samples = new URL("../../../../shared/samples/triggerdev/telegram.json", import.meta.url);
  test.skipIf(!existsSync(samples))("reads published samples (skipped where ../shared is absent)", () => {
    const found = JSON.parse(readFileSync(samples, "utf8")).map((sample: { eventType: string; body: unknown }) => [
      sample.eventType,
      telegram.understand(storedDelivery(sample.body)).events.map(({ kind, messageId }) => [kind, messageId]),
    ]);
    expect(found).toEqual([
      ["message", [["new", "486"]]],
      ["edited_message", [["edit", "486"]]],
      ["callback_query", []],
      ["inline_query", []],
    ]);
  });
});
