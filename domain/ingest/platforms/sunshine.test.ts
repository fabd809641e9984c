import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { sunshine } from "@/domain/ingest/platforms/sunshine";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const user = { type: "user", userId: "u-1", displayName: "Imke" };
const business = { type: "business", displayName: "Rosa" };
const message = (fields: object = {}) => ({
  id: "m-1",
  received: "2026-11-21T02:34:56.789Z",
  author: user,
  content: { type: "text", text: "I am awake" },
  source: { type: "web" },
  ...fields,
});
const messageEvent = (fields: object = {}, id = "e-1") => ({
  id,
  type: "conversation:message",
  createdAt: "2026-11-21T02:34:57.000Z",
  payload: { conversation: { id: "c-1", type: "personal" }, message: message(fields) },
});
const delivery = (...events: object[]) => ({ app: { id: "a-1" }, webhook: { id: "w-1", version: "v2" }, events });
const read = (body: unknown) => sunshine.understand(storedDelivery(body));

describe("Sunshine Conversations", () => {
  test("reads a message", () => {
    expect(read(delivery(messageEvent()))).toEqual({
      topic: "conversation:message",
      events: [
        {
          kind: "new",
          conversationId: "c-1",
          messageId: "m-1",
          role: "user",
          author: { id: "u-1", name: "Imke" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:56.789Z"),
        },
      ],
    });
  });

  test("reads every event of a delivery", () => {
    const body = delivery(messageEvent(), { id: "e-2", type: "conversation:read" }, messageEvent({ id: "m-2" }, "e-3"));
    expect(read(body).events.map(({ messageId }) => messageId)).toEqual(["m-1", "m-2"]);
  });

  test("reads the others when one of them cannot be read, and warns", () => {
    const { events, warning } = read(
      delivery(messageEvent({ content: { text: "secret" } }), messageEvent({ id: "m-2" })),
    );
    expect(events).toHaveLength(1);
    expect(warning).toContain("events.0.payload.message.content.type");
    expect(warning).not.toContain("secret");
  });

  test.each([
    ["a user", { author: user }, "user"],
    ["someone of a type it does not know", { author: { type: "visitor" } }, "user"],
    ["an agent", { author: business, source: { type: "zd:agentWorkspace" } }, "agent"],
    ["an AI agent", { author: { ...business, subtypes: ["AI"] } }, "assistant"],
    ["the answer bot", { author: business, source: { type: "zd:answerBot" } }, "assistant"],
  ])("takes %s for what they are", (_name, fields, role) => {
    expect(read(delivery(messageEvent(fields))).events).toEqual([expect.objectContaining({ role })]);
  });

  test.each([
    ["HTML", { type: "text", htmlText: "<p>Tom &amp; Ana</p>" }, "Tom & Ana"],
    [
      "a picture",
      { type: "image", mediaUrl: "https://x.test", altText: "a lake", text: "look" },
      "[image: a lake]\nlook",
    ],
    ["a file", { type: "file", mediaUrl: "https://x.test" }, "[file]"],
    [
      "a form's answers",
      {
        type: "formResponse",
        fields: [
          { label: "How?", text: "badly" },
          { label: "Talk?", select: [{ label: "Yes" }] },
        ],
      },
      "How?: badly\nTalk?: Yes",
    ],
    [
      "a form's answers as words",
      { type: "formResponse", textFallback: "How? badly", fields: [{ label: "How?", text: "badly" }] },
      "How? badly",
    ],
    [
      "cards",
      { type: "carousel", items: [{ title: "One", description: "first" }, { title: "Two" }] },
      "One\nfirst\nTwo",
    ],
    ["a place", { type: "location", coordinates: { lat: 1, long: 2 } }, "[location]"],
    ["what it does not know", { type: "hologram" }, "[hologram]"],
  ])("puts %s into words", (_name, content, text) => {
    expect(read(delivery(messageEvent({ content }))).events).toEqual([expect.objectContaining({ text })]);
  });

  test("reports what has been deleted, with or without its content", () => {
    const gone = [{ kind: "delete", conversationId: "c-1", messageId: "m-1" }];
    expect(read(delivery(messageEvent({ deleted: true }))).events).toEqual(gone);
    const bare = { ...messageEvent(), payload: { conversation: { id: "c-1" }, message: { id: "m-1", deleted: true } } };
    expect(read(delivery(bare)).events).toEqual(gone);
  });

  test.each([
    ["other events", delivery({ id: "e-1", type: "conversation:typing" })],
    ["a notice", delivery(messageEvent({ author: { ...business, subtypes: ["activity"] } }))],
    ["an empty message", delivery(messageEvent({ content: { type: "text", text: " " } }))],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no events", { app: {} }, '"events"'],
    ["an empty list", delivery(), '"events"'],
    [
      "no conversation",
      delivery({ ...messageEvent(), payload: { message: message() } }),
      '"events.0.payload.conversation"',
    ],
    ["no payload", delivery({ id: "e", type: "conversation:message" }), '"events.0.payload"'],
    ["no id", delivery(messageEvent({ id: "", content: { type: "text", text: "secret" } })), "message.id"],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says where", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("knows a repeated delivery by the ids of its events", () => {
    const body = delivery(messageEvent({}, "e-1"), messageEvent({}, "e-2"));
    expect(sunshine.deliveryKey(receivedRequest(body), body)).toBe("e-1,e-2");
    const many = delivery(...Array.from({ length: 99 }, (_, index) => messageEvent({}, `event-${index}`)));
    expect(sunshine.deliveryKey(receivedRequest(many), many)).toBeNull();
    expect(sunshine.deliveryKey(receivedRequest({}), {})).toBeNull();
  });
});
