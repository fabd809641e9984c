import { describe, expect, test } from "vitest";
import { crisp } from "@/domain/ingest/platforms/crisp";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const AT = new Date("2026-11-21T02:34:56.789Z");

const hook = (event: string, data: object) => ({
  website_id: "w-1",
  event,
  data: { website_id: "w-1", session_id: "session_1", fingerprint: 163239623329114, ...data },
  timestamp: AT.getTime(),
});
const sent = (data: object = {}) =>
  hook("message:send", {
    type: "text",
    from: "user",
    origin: "chat",
    content: "I am awake",
    timestamp: AT.getTime() - 89,
    user: { user_id: "session_1", nickname: "visitor 7" },
    ...data,
  });
const received = (data: object = {}) =>
  hook("message:received", { ...sent().data, from: "operator", user: { user_id: "op-1", nickname: "Rosa" }, ...data });
const read = (body: unknown) => crisp.understand(storedDelivery(body));

describe("Crisp", () => {
  test("reads what a visitor wrote", () => {
    expect(read(sent())).toEqual({
      topic: "message:send",
      events: [
        {
          kind: "new",
          conversationId: "session_1",
          messageId: "163239623329114",
          role: "user",
          author: { id: "session_1", name: "visitor 7" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:56.700Z"),
        },
      ],
    });
  });

  test.each([
    ["an operator", received(), { role: "agent", author: { id: "op-1", name: "Rosa" } }],
    ["a bot", received({ automated: true, user: {} }), { role: "assistant" }],
    ["an operator in private", received({ type: "note" }), { role: "agent", isPrivateNote: true }],
    ["someone it does not name", sent({ user: null, from: null }), { role: "user" }],
  ])("takes %s for what they are", (_name, body, expected) => {
    expect(read(body).events).toEqual([expect.objectContaining(expected)]);
  });

  test.each([
    [
      "a picture",
      { type: "file", content: { name: "lake.png", url: "https://x.test", type: "image/png" } },
      "[image: lake.png]",
    ],
    [
      "a file",
      { type: "file", content: { name: "a.pdf", url: "https://x.test", type: "application/pdf" } },
      "[file: a.pdf]",
    ],
    ["a recording", { type: "audio", content: { url: "https://x.test", type: "audio/webm", duration: 9 } }, "[audio]"],
    ["a moving picture", { type: "animation", content: { url: "https://x.test", type: "none" } }, "[image]"],
    [
      "cards",
      { type: "carousel", content: { text: "Read", targets: [{ title: "One", description: "first" }] } },
      "Read\nOne\nfirst",
    ],
    ["what it does not know", { type: "hologram", content: { beam: 1 } }, "[hologram]"],
    ["content of another form", { type: "text", content: 7 }, "[text]"],
  ])("puts %s into words", (_name, data, text) => {
    expect(read(sent(data)).events).toEqual([expect.objectContaining({ text })]);
  });

  test.each([
    ["a form field", "field", { id: "f", text: "How are you?", explain: "…", value: "badly" }, "How are you?", "badly"],
    [
      "a choice",
      "picker",
      {
        id: "p",
        text: "Talk?",
        choices: [
          { label: "Yes", selected: true },
          { label: "No", selected: false },
        ],
      },
      "Talk?\n[chosen] Yes\n- No",
      "Yes",
    ],
  ])("reads the answer to %s as the visitor's", (_name, type, content, asked, answer) => {
    const answered = hook("message:updated", { content });
    expect(read(received({ type, content, automated: true })).events).toContainEqual(
      expect.objectContaining({ role: "assistant", text: asked }),
    );
    expect(read(answered).events).toEqual([
      expect.objectContaining({ kind: "edit", text: asked }),
      expect.objectContaining({ kind: "new", messageId: "163239623329114:answer", role: "user", text: answer }),
    ]);
  });

  test("reports an edit, as a user's where it does not say whose", () => {
    expect(read(hook("message:updated", { content: "I was awake" })).events).toEqual([
      {
        kind: "edit",
        conversationId: "session_1",
        messageId: "163239623329114",
        role: "user",
        text: "I was awake",
        editedAt: AT,
      },
    ]);
  });

  test("reports a deletion", () => {
    expect(read(hook("message:removed", {})).events).toEqual([
      { kind: "delete", conversationId: "session_1", messageId: "163239623329114", deletedAt: AT },
    ]);
  });

  test.each([
    ["another event", hook("session:set_email", { email: "a@example.test" })],
    ["a notice", received({ type: "event", content: { namespace: "state:resolved" } })],
    ["an empty message", sent({ content: " " })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no event", { data: {} }, '"event"'],
    ["no session", sent({ session_id: undefined, content: "secret" }), '"data.session_id"'],
    ["no fingerprint", sent({ fingerprint: null, content: "secret" }), '"data.fingerprint"'],
    ["no content", sent({ content: undefined }), '"data.content"'],
    ["a removal without a fingerprint", hook("message:removed", { fingerprint: null }), '"data.fingerprint"'],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says where", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("knows a repeated delivery by message and time, whatever the header of the attempt says", () => {
    const key = crisp.deliveryKey(receivedRequest(sent(), { "X-Delivery-Attempt-Count": "1" }), sent());
    expect(key).toBe(`message:send:session_1:163239623329114:${AT.getTime()}`);
    expect(crisp.deliveryKey(receivedRequest(sent(), { "X-Delivery-Attempt-Count": "2" }), sent())).toBe(key);
    const other = hook("message:updated", { content: "x" });
    expect(crisp.deliveryKey(receivedRequest(other), other)).not.toBe(key);
    expect(crisp.deliveryKey(receivedRequest({}), {})).toBeNull();
  });
});
