import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { freshchat } from "@/domain/ingest/platforms/freshchat";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { makeSecret, signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { RECEIVED_AT, receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

const created = (fields: object = {}) => ({
  actor: { actor_type: "user", actor_id: "u-1" },
  action: "message_create",
  action_time: "2026-11-21T02:34:57.000Z",
  data: {
    message: {
      id: "m-1",
      app_id: "a-1",
      channel_id: "ch-1",
      conversation_id: "c-1",
      interaction_id: "i-1",
      user_id: "u-1",
      actor_id: "u-1",
      actor_type: "user",
      message_type: "normal",
      created_time: "2026-11-21T02:34:56.789Z",
      message_parts: [{ text: { content: "I am awake" } }],
      ...fields,
    },
  },
});
const read = (body: unknown) => freshchat.understand(storedDelivery(body));

describe("Freshchat", () => {
  test("reads a message", () => {
    expect(read(created())).toEqual({
      topic: "message_create",
      events: [
        {
          kind: "new",
          conversationId: "c-1",
          messageId: "m-1",
          role: "user",
          author: { id: "u-1" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:56.789Z"),
        },
      ],
    });
  });

  test.each([
    ["a user", { actor_type: "user" }, { role: "user" }],
    ["someone it does not name", { actor_type: undefined, actor_id: undefined }, { role: "user" }],
    ["an agent", { actor_type: "agent", actor_id: "g-1" }, { role: "agent", author: { id: "g-1" } }],
    ["the system", { actor_type: "system" }, { role: "assistant" }],
    ["a bot", { actor_type: "bot" }, { role: "assistant" }],
    ["an agent in private", { actor_type: "agent", message_type: "private" }, { role: "agent", isPrivateNote: true }],
  ])("takes %s for what they are", (_name, fields, expected) => {
    expect(read(created(fields)).events).toEqual([expect.objectContaining(expected)]);
  });

  test.each([
    ["several parts", [{ text: { content: "One" } }, { text: { content: "Two" } }], "One\nTwo"],
    ["markup", [{ text: { content: "Tom &amp; Ana<br>Lea" } }], "Tom & Ana\nLea"],
    [
      "a picture with words",
      [{ text: { content: "look" } }, { image: { url: "https://x.test/1.png" } }],
      "look\n[image]",
    ],
    ["a file", [{ file: { name: "letter.pdf", url: "https://x.test" } }], "[file: letter.pdf]"],
    [
      "buttons",
      [{ quick_reply_button: { label: "Talk" } }, { url_button: { label: "Help", url: "https://x.test" } }],
      "[button: Talk]\n[button: Help]",
    ],
    ["an older text", [{ properties: { text: "old" } }], "old"],
  ])("puts %s into words", (_name, message_parts, text) => {
    expect(read(created({ message_parts })).events).toEqual([expect.objectContaining({ text })]);
  });

  test("reads older payloads", () => {
    const body = created({ message_parts: undefined, msg_parts: [{ properties: { text: "old" } }] });
    expect(read(body).events).toEqual([expect.objectContaining({ text: "old" })]);
  });

  test.each([
    ["another action", { ...created(), action: "conversation_resolution", data: { resolve: {} } }],
    ["a message without words", created({ message_parts: [{ reference: {} }] })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no action", { data: {} }, '"action"'],
    ["no message", { action: "message_create", data: {} }, '"data.message"'],
    ["no id", created({ id: undefined, message_parts: [{ text: { content: "secret" } }] }), '"data.message.id"'],
    ["no conversation", created({ conversation_id: null }), '"data.message.conversation_id"'],
    ["no parts", created({ message_parts: undefined }), '"data.message.message_parts"'],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says where", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("knows a repeated delivery by its message, whatever the count of tries", () => {
    const key = freshchat.deliveryKey(receivedRequest(created(), { "X-Retry-Count": "0" }), created());
    expect(key).toBe("message_create:m-1");
    expect(freshchat.deliveryKey(receivedRequest(created(), { "X-Retry-Count": "3" }), created())).toBe(key);
    expect(freshchat.deliveryKey(receivedRequest({}), {})).toBeNull();
  });

  const { stored, signWith } = makeSecret(freshchat.schemes[0]);
  const pkcs1 = createPublicKey(stored).export({ type: "pkcs1", format: "pem" }).toString();

  test.each([
    ["as OpenSSL writes it", stored],
    ["under the name that Freshchat gives it", stored.replaceAll("PUBLIC", "RSA PUBLIC")],
    ["in one line", stored.replaceAll("PUBLIC", "RSA PUBLIC").replaceAll("\n", " ")],
    ["in the form of its name", pkcs1],
  ])("verifies by the public key %s", (_name, key) => {
    const sent = signRequest(freshchat, signWith, { body: '{"a":"ü"}', url: "https://vigil.example.test/x" });
    const request = receivedRequest(sent.body, sent.headers);
    expect(freshchat.secret.pattern.test(key)).toBe(true);
    expect(verifySignature(freshchat.schemes, request, {}, [key], RECEIVED_AT)).toEqual({ ok: true });
    const other = receivedRequest('{"a":"u"}', sent.headers);
    expect(verifySignature(freshchat.schemes, other, {}, [key], RECEIVED_AT)).toEqual({
      ok: false,
      reason: "mismatch",
    });
  });

  test("takes no private key", () => {
    expect(freshchat.secret.pattern.test(signWith)).toBe(false);
  });
});
