import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { twilio } from "@/domain/ingest/platforms/twilio";

const FORM = "application/x-www-form-urlencoded; charset=UTF-8";
const form = (fields: Record<string, string>) => storedDelivery(new URLSearchParams(fields).toString(), FORM);
const read = (fields: Record<string, string>) => twilio.understand(form(fields));

const sms = {
  MessageSid: "SM1",
  SmsStatus: "received",
  From: "+15550001",
  To: "+15550002",
  Body: "I'm so tired",
  NumMedia: "0",
};
const chat = {
  EventType: "onMessageAdded",
  ConversationSid: "CH1",
  MessageSid: "IM1",
  ParticipantSid: "MB1",
  Author: "imke",
  Source: "SDK",
  Body: "Are you there?",
  Index: "4",
  DateCreated: "2026-11-21T02:34:56.000Z",
};
const event = (type: string, data: object) => ({ specversion: "1.0", id: "NO1", type, data });
const streamed = {
  ConversationSid: "CH1",
  MessageSid: "IM1",
  Author: "imke",
  ParticipantSid: "MB1",
  MessageBody: "Hello",
  Index: 10,
};

describe("Twilio Messaging", () => {
  test("reads a text message", () => {
    expect(read({ ...sms, ProfileName: "Imke" })).toEqual({
      topic: "received",
      events: [
        {
          kind: "new",
          conversationId: "+15550001|+15550002",
          messageId: "SM1",
          role: "user",
          author: { id: "+15550001", name: "Imke" },
          text: "I'm so tired",
        },
      ],
    });
  });

  test("puts both directions into one conversation", () => {
    const back = read({ ...sms, From: sms.To, To: sms.From });
    expect(back.events[0]?.conversationId).toBe("+15550001|+15550002");
  });

  test.each([
    [
      "pictures and words",
      { NumMedia: "2", MediaContentType0: "image/png", MediaContentType1: "text/vcard" },
      "I'm so tired\n[image]\n[file]",
    ],
    ["a picture alone", { Body: "", NumMedia: "1", MediaContentType0: "image/png" }, "[image]"],
    ["a place", { Body: "", Latitude: "52.1", Longitude: "4.3", Address: "At the lake" }, "[location: At the lake]"],
  ])("names %s", (_name, fields, text) => {
    expect(read({ ...sms, ...fields } as Record<string, string>).events).toEqual([expect.objectContaining({ text })]);
  });

  test.each([
    ["a delivery report", { MessageSid: "SM1", MessageStatus: "delivered", From: "+1", To: "+2" }],
    ["a call", { CallSid: "CA1", From: "+1", To: "+2", CallStatus: "ringing" }],
    ["a message without words", { ...sms, Body: "" }],
  ])("ignores %s", (_name, fields) => {
    expect(read(fields as Record<string, string>)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["nobody who writes", { ...sms, From: "" }, '"from"'],
    ["a message without an id", { Body: "tired", From: "+1", To: "+2" }, '"messageSid"'],
    ["something else", { Hello: "tired" }, "EventType"],
  ])("does not understand %s", (_name, fields, path) => {
    expect(() => read(fields as Record<string, string>)).toThrow(NotUnderstood);
    expect(() => read(fields as Record<string, string>)).toThrow(path);
    expect(() => read(fields as Record<string, string>)).not.toThrow("tired");
  });
});

describe("Twilio Conversations", () => {
  test("reads a new message", () => {
    expect(read(chat)).toEqual({
      topic: "onMessageAdded",
      events: [
        {
          kind: "new",
          conversationId: "CH1",
          messageId: "IM1",
          role: "user",
          author: { id: "imke" },
          text: "Are you there?",
          sentAt: new Date("2026-11-21T02:34:56Z"),
          sequence: 4n,
        },
      ],
    });
  });

  test.each([
    ["someone by text message", { Source: "SMS", Author: "+15550001" }, "user"],
    ["someone whose app posts for them", { Source: "API" }, "user"],
    ["a server", { Source: "API", ParticipantSid: "", Author: "bot" }, "assistant"],
    ["the system", { ParticipantSid: "", Author: "system", Source: "" }, "assistant"],
    ["whom the app names an agent", { Attributes: '{"role":"agent"}' }, "agent"],
    ["a role that there is not", { Attributes: '{"role":"boss"}' }, "user"],
    ["attributes that are no JSON", { Attributes: "{" }, "user"],
  ])("takes %s for what they are", (_name, fields, role) => {
    expect(read({ ...chat, ...fields } as Record<string, string>).events).toEqual([expect.objectContaining({ role })]);
  });

  test("names media", () => {
    const Media = JSON.stringify([{ Sid: "ME1", ContentType: "image/png", Filename: "lake.png" }]);
    expect(read({ ...chat, Body: "", Media }).events).toEqual([expect.objectContaining({ text: "[image: lake.png]" })]);
  });

  test("reads edits and deletions with their times", () => {
    const edit = { ...chat, EventType: "onMessageUpdated", Body: "Anyone?", DateUpdated: "2026-11-21T02:40:00Z" };
    expect(read(edit).events).toEqual([
      expect.objectContaining({ kind: "edit", text: "Anyone?", editedAt: new Date("2026-11-21T02:40:00Z") }),
    ]);
    const removed = { ...chat, EventType: "onMessageRemoved", DateRemoved: "2026-11-21T02:41:00Z" };
    expect(read(removed).events).toEqual([
      { kind: "delete", conversationId: "CH1", messageId: "IM1", deletedAt: new Date("2026-11-21T02:41:00Z") },
    ]);
  });

  test("ignores what is about no message, and warns of webhooks that hold messages back", () => {
    expect(read({ ...chat, EventType: "onParticipantAdded" })).toMatchObject({
      events: [],
      ignored: expect.any(String),
    });
    expect(read({ ...chat, EventType: "onParticipantAdded" }).warning).toBeUndefined();
    expect(read({ ...chat, EventType: "onMessageAdd" })).toMatchObject({ events: [], warning: expect.any(String) });
  });

  test("does not understand a message without its conversation", () => {
    const { ConversationSid: _left, ...rest } = chat;
    expect(() => read(rest)).toThrow('"conversationSid"');
  });

  test("reads events that were streamed, and keeps the good ones of several", () => {
    const body = [
      event("com.twilio.conversations.message.added", { ...streamed, Media: [{ ContentType: "audio/ogg" }] }),
      event("com.twilio.conversations.message.removed", {}),
      event("com.twilio.messaging.inbound-message.received", { messageSid: "SM2", from: "+1", to: "+2", body: "Hi" }),
      event("com.twilio.conversations.participant.added", {}),
    ];
    const understood = twilio.understand(storedDelivery(body));
    expect(understood.topic).toBe("com.twilio.conversations.message.added");
    expect(understood.events.map(({ kind, messageId }) => [kind, messageId])).toEqual([
      ["new", "IM1"],
      ["new", "SM2"],
    ]);
    expect(understood.events[0]).toMatchObject({ text: "Hello\n[audio]", sequence: 10n, role: "user" });
    expect(understood.warning).toContain('"1.data.conversationSid"');
    expect(twilio.understand(storedDelivery(body[0])).events).toHaveLength(1);
    expect(twilio.understand(storedDelivery([body[3]]))).toMatchObject({ events: [], ignored: expect.any(String) });
    expect(() => twilio.understand(storedDelivery([{}]))).toThrow('"0.type"');
  });
});

describe("Twilio's deliveries", () => {
  const keyOf = (fields: object) => twilio.deliveryKey(receivedRequest({}), fields);

  test.each([
    ["a text message", sms, "SM1:received"],
    ["a report of it", { MessageSid: "SM1", MessageStatus: "sent" }, "SM1:sent"],
    ["a message in a conversation", { ...chat, RetryCount: "0" }, "IM1:onMessageAdded"],
    ["its repetition", { ...chat, RetryCount: "1" }, "IM1:onMessageAdded"],
    [
      "an edit",
      { ...chat, EventType: "onMessageUpdated", DateUpdated: "2026-11-21T02:40:00Z" },
      "IM1:onMessageUpdated:2026-11-21T02:40:00Z",
    ],
    ["an edit without a time", { ...chat, EventType: "onMessageUpdated" }, null],
    ["a streamed event", [event("com.twilio.conversations.message.added", streamed)], "NO1"],
    ["several", [event("a", {}), event("b", {})], null],
    ["a call", { CallSid: "CA1" }, null],
    ["nothing", {}, null],
  ])("knows %s again", (_name, body, key) => {
    expect(keyOf(body)).toBe(key);
  });

  test("answers with nothing to say in the chat", () => {
    expect(twilio.reply).toEqual({ status: 200, contentType: "text/xml", body: "<Response/>" });
  });

  const samples = new URL("../../../../shared/samples/triggerdev/twilio.json", import.meta.url);
  test.skipIf(!existsSync(samples))("reads published samples (skipped where ../shared is absent)", () => {
    const found = JSON.parse(readFileSync(samples, "utf8")).map(
      (sample: { eventType: string; body: Record<string, string> }) => [
        sample.eventType,
        read(sample.body).events.map((each) => ("text" in each ? each.text : "")),
      ],
    );
    expect(found).toEqual([
      ["message.inbound", ["Running about 10 min late, on my way!"]],
      ["message.inbound-mms", ["Here's the receipt\n[image]"]],
      ["call.inbound", []],
      ["call.status-callback", []],
      ["call.status-callback", []],
    ]);
  });
});
