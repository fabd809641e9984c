import { describe, expect, test } from "vitest";
import { front } from "@/domain/ingest/platforms/front";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const inboundData = {
  id: "msg_1",
  type: "email",
  is_inbound: true,
  created_at: 1795228496.789,
  blurb: "I am",
  subject: "Help",
  body: "<p>I am awake</p>",
  text: "I am awake",
  author: null,
  recipients: [
    { role: "to", handle: "desk@example.test" },
    { role: "from", handle: "imke@example.test", name: "Imke Vos" },
  ],
  attachments: [],
};
const event = (type: string, data: object = {}, target = "message") => ({
  _links: {},
  id: "evt_1",
  type,
  emitted_at: 1795228497,
  conversation: { id: "cnv_1", subject: "Help" },
  target: { _meta: { type: target }, data: { ...inboundData, ...data } },
});
const outbound = (data: object = {}) =>
  event("outbound", {
    is_inbound: false,
    subject: "",
    author: { id: "tea_1", first_name: "Rosa", last_name: "Lind" },
    ...data,
  });
const comment = event(
  "comment",
  {
    is_inbound: undefined,
    recipients: undefined,
    subject: undefined,
    author: { id: "tea_1", username: "rosa" },
    posted_at: 1795228490,
    created_at: undefined,
  },
  "comment",
);
const asApplication = (type: string, payload: object) => ({ type, authorization: { id: "cmp_1" }, payload });
const read = (body: unknown) => front.understand(storedDelivery(body));

describe("Front", () => {
  test.each([
    ["a rule", event("inbound"), "inbound"],
    ["an application", asApplication("inbound_received", event("inbound")), "inbound_received"],
  ])("reads an incoming message from the webhook of %s", (_name, body, topic) => {
    expect(read(body)).toEqual({
      topic,
      events: [
        {
          kind: "new",
          conversationId: "cnv_1",
          messageId: "msg_1",
          role: "user",
          author: { id: "imke@example.test", name: "Imke Vos" },
          text: "Help\nI am awake",
          sentAt: new Date("2026-11-21T02:34:56.789Z"),
        },
      ],
    });
  });

  test.each([
    ["a teammate", outbound(), { role: "agent", author: { id: "tea_1", name: "Rosa Lind" } }],
    ["a teammate who replies", { ...outbound(), type: "out_reply" }, { role: "agent" }],
    ["a rule", outbound({ author: null }), { role: "assistant" }],
    ["an automatic reply", { ...outbound(), type: "message_autoreply" }, { role: "assistant" }],
    ["a teammate in private", comment, { role: "agent", author: { id: "tea_1", name: "rosa" }, isPrivateNote: true }],
    ["a user it does not name", event("inbound", { recipients: null }), { role: "user" }],
  ])("takes %s for what they are", (_name, body, expected) => {
    expect(read(body).events).toEqual([expect.objectContaining(expected)]);
  });

  test.each([
    ["the text before the HTML", { subject: "", text: "plain", body: "<p>rich</p>" }, "plain"],
    ["the HTML where there is no text", { subject: "", text: null, body: "<p>Tom &amp; Ana</p>" }, "Tom & Ana"],
    ["no subject of a reply", { subject: "Re: Help", text: "still here" }, "still here"],
    [
      "attachments",
      { subject: "", text: "", body: "", attachments: [{ filename: "a.png", content_type: "image/png" }, {}] },
      "[image: a.png]\n[file]",
    ],
  ])("takes %s", (_name, data, text) => {
    expect(read(event("inbound", data)).events).toEqual([expect.objectContaining({ text })]);
  });

  test.each([
    ["another event", event("archive")],
    ["another event of an application", asApplication("assignee_changed", { id: "evt_2", type: "assign" })],
    ["an empty message", event("inbound", { subject: "", text: " ", body: "" })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["a preview", event("inbound", { text: undefined, body: undefined, blurb: "secret" }), "Send full event data"],
    ["no target", { id: "evt_1", type: "inbound", conversation: { id: "cnv_1" } }, '"target"'],
    ["no conversation", { ...event("inbound", { text: "secret" }), conversation: {} }, '"conversation.id"'],
    [
      "no id in an application's",
      asApplication("inbound_received", event("inbound", { id: null })),
      '"payload.target.data.id"',
    ],
    ["no type", { id: "secret" }, '"type"'],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says what to do", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("answers the challenge, and takes no message for one", () => {
    const sync = { type: "sync", authorization: { id: "cmp_1" } };
    const request = receivedRequest(sync, { "X-Front-Challenge": 'a"b' });
    expect(front.handshake?.(request, sync)).toEqual({
      status: 200,
      contentType: "application/json",
      body: '{"challenge":"a\\"b"}',
    });
    const message = event("inbound");
    expect(front.handshake?.(receivedRequest(message, { "X-Front-Challenge": "x" }), message)).toBeNull();
    expect(front.handshake?.(receivedRequest(sync), sync)).toBeNull();
  });

  test("knows a repeated event by its id, wrapped or not", () => {
    for (const body of [event("inbound"), asApplication("inbound_received", event("inbound"))]) {
      expect(front.deliveryKey(receivedRequest(body), body)).toBe("evt_1");
    }
    expect(front.deliveryKey(receivedRequest({}), {})).toBeNull();
  });
});
