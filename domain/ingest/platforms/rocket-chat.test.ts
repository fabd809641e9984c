import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { rocketChat } from "@/domain/ingest/platforms/rocket-chat";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const post = {
  token: "t",
  bot: false,
  channel_id: "GENERAL",
  channel_name: "general",
  message_id: "m1",
  timestamp: "2026-11-21T02:34:56.123Z",
  user_id: "u1",
  user_name: "imke",
  text: "Is it always like this?",
  siteUrl: "https://chat.example.test",
};
const visitor = { _id: "v1", token: "x", name: "Imke Vos", username: "guest-3" };
const said = { _id: "m1", username: "guest-3", msg: "I feel alone", ts: "2026-11-21T02:34:56.123Z" };
const session = (type: string, ...messages: unknown[]) => ({ _id: "room1", type, visitor, messages });
const read = (body: unknown) => rocketChat.understand(storedDelivery(body));
const at = new Date("2026-11-21T02:34:56.123Z");

describe("Rocket.Chat rooms", () => {
  test("reads a message", () => {
    expect(read(post)).toEqual({
      topic: "message",
      events: [
        {
          kind: "new",
          conversationId: "GENERAL",
          messageId: "m1",
          role: "user",
          author: { id: "u1", name: "imke" },
          text: "Is it always like this?",
          sentAt: at,
        },
      ],
    });
  });

  test.each([
    ["an edit", { isEdited: true, text: "Is it?" }, { kind: "edit", text: "Is it?" }],
    ["a reply", { tmid: "m0" }, { threadId: "m0" }],
    ["a bot", { bot: { i: "b1" } }, { role: "assistant" }],
    ["someone under another name", { alias: "Night owl" }, { author: { id: "u1", name: "Night owl" } }],
    [
      "a file",
      {
        text: "",
        message: { file: { name: "lake.png", type: "image/png" }, attachments: [{ description: "the lake" }] },
      },
      { text: "[image: the lake]" },
    ],
  ])("reads %s", (_name, fields, event) => {
    expect(read({ ...post, ...fields }).events).toMatchObject([event]);
  });

  test.each([
    ["a message without words", { ...post, text: "" }],
    ["a new room", { token: "t", channel_id: "c2", timestamp: "2026-11-21T02:34:56Z" }],
    ["a new account", { token: "t", user_id: "u2" }],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test("knows a message by its id, and an edit by nothing but its bytes", () => {
    const keyOf = (body: unknown) => rocketChat.deliveryKey(receivedRequest({}), body);
    expect(keyOf(post)).toBe("m1");
    expect(keyOf({ ...post, isEdited: true })).toBeNull();
    expect(keyOf(session("Message", said))).toBeNull();
    expect(keyOf(undefined)).toBeNull();
  });
});

describe("Rocket.Chat Omnichannel", () => {
  test("reads what a visitor and an agent write", () => {
    const answer = { ...said, _id: "m2", username: "rosa", msg: "I am here", agentId: "a1" };
    expect(read(session("Message", said, answer))).toEqual({
      topic: "Message",
      events: [
        {
          kind: "new",
          conversationId: "room1",
          messageId: "m1",
          role: "user",
          author: { id: "v1", name: "Imke Vos" },
          text: "I feel alone",
          sentAt: at,
        },
        {
          kind: "new",
          conversationId: "room1",
          messageId: "m2",
          role: "agent",
          author: { id: "a1", name: "rosa" },
          text: "I am here",
          sentAt: at,
        },
      ],
    });
  });

  test.each([
    ["an edit", { editedAt: "2026-11-21T02:40:00Z" }, { kind: "edit", editedAt: new Date("2026-11-21T02:40:00Z") }],
    ["a last word", { closingMessage: true, agentId: "a1" }, { role: "system" }],
    ["a file", { msg: "", file: { name: "letter.pdf", type: "application/pdf" } }, { text: "[file: letter.pdf]" }],
    ["a message of older versions", { _id: undefined }, { messageId: "2026-11-21T02:34:56.123Z|guest-3" }],
  ])("reads %s", (_name, fields, event) => {
    expect(read(session("LivechatSession", { ...said, ...fields })).events).toMatchObject([event]);
  });

  test("reads what was left while nobody was there, without its address in the ids", () => {
    const body = {
      type: "LivechatOfflineMessage",
      sentAt: "2026-11-21T02:34:56.123Z",
      visitor: { name: "Imke Vos", email: "imke@example.test" },
      message: "Please call me",
    };
    const [event] = read(body).events;
    expect(event).toMatchObject({ kind: "new", role: "user", text: "Please call me", sentAt: at });
    expect(event?.conversationId).toMatch(/^offline-[0-9a-f]{32}$/);
    const [again] = read({ ...body, message: "Please" }).events;
    expect(again?.conversationId).toBe(event?.conversationId);
    expect(again?.messageId).not.toBe(event?.messageId);
    expect(read(body).events).toEqual([event]);
  });

  test.each([
    ["a chat that starts", session("LivechatSessionStart")],
    ["where a visitor looks", session("Message", { ...said, navigation: { page: {} } })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test("reads the good ones of several and warns of the others", () => {
    const both = read(session("LivechatSession", { msg: "alone" }, said));
    expect(both.events).toHaveLength(1);
    expect(both.warning).toContain('"messages.0._id"');
    expect(both.warning).not.toContain("alone");
  });
});

test.each([
  ["neither of the two", { hello: "alone" }, "message_id"],
  ["a message without a room", { ...post, channel_id: undefined }, '"channel_id"'],
  ["a message without an id", { ...post, message_id: undefined }, '"message_id"'],
  ["a session without a room", { ...session("Message", said), _id: undefined }, '"_id"'],
  ["a session without messages", { type: "Message", _id: "r" }, '"messages"'],
  ["a message left by nobody", { type: "LivechatOfflineMessage", message: "alone" }, '"visitor"'],
])("Rocket.Chat: does not understand %s", (_name, body, path) => {
  expect(() => read(body)).toThrow(NotUnderstood);
  expect(() => read(body)).toThrow(path);
  expect(() => read(body)).not.toThrow(/alone|always/);
});
