import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { whatsapp } from "@/domain/ingest/platforms/whatsapp";

const metadata = { display_phone_number: "15550002", phone_number_id: "106540352242922" };
const contacts = [{ profile: { name: "Imke Vos" }, wa_id: "15550001" }];
const envelope = (...values: object[]) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "WABA", changes: values.map((value) => ({ field: "messages", value })) }],
});
const read = (body: unknown) => whatsapp.understand(storedDelivery(body));
const inbound = (...messages: unknown[]) => envelope({ metadata, contacts, messages });
const message = {
  from: "15550001",
  id: "wamid.1",
  timestamp: "1795228496",
  type: "text",
  text: { body: "I'm scared" },
};
const echo = {
  from: "15550002",
  to: "15550001",
  id: "wamid.2",
  timestamp: "1795228500",
  type: "text",
  text: { body: "Here" },
};
const at = new Date("2026-11-21T02:34:56Z");

describe("WhatsApp", () => {
  test("reads a message", () => {
    expect(read(inbound(message))).toEqual({
      topic: "whatsapp_business_account",
      events: [
        {
          kind: "new",
          conversationId: "106540352242922:15550001",
          messageId: "wamid.1",
          role: "user",
          author: { id: "15550001", name: "Imke Vos" },
          text: "I'm scared",
          sentAt: at,
        },
      ],
    });
  });

  test("reads what staff write in the app, into the same conversation", () => {
    expect(read(envelope({ metadata, message_echoes: [echo] })).events).toEqual([
      {
        kind: "new",
        conversationId: "106540352242922:15550001",
        messageId: "wamid.2",
        role: "agent",
        author: { id: "15550002" },
        text: "Here",
        sentAt: new Date("2026-11-21T02:35:00Z"),
      },
    ]);
  });

  test("reads someone who hides their number", () => {
    const hidden = { ...message, from: undefined, from_user_id: "US.7" };
    const body = envelope({ metadata, contacts: [{ user_id: "US.7", profile: { name: "Imke" } }], messages: [hidden] });
    expect(read(body).events).toEqual([
      expect.objectContaining({ conversationId: "106540352242922:US.7", author: { id: "US.7", name: "Imke" } }),
    ]);
  });

  test.each([
    ["a button", { type: "button", button: { text: "Call me", payload: "x" } }, "Call me"],
    [
      "an answer",
      { type: "interactive", interactive: { type: "button_reply", button_reply: { id: "1", title: "Yes" } } },
      "Yes",
    ],
    [
      "a choice",
      {
        type: "interactive",
        interactive: { type: "list_reply", list_reply: { id: "1", title: "Night", description: "0-6 h" } },
      },
      "Night\n0-6 h",
    ],
    ["a picture with words", { type: "image", image: { id: "1", caption: "at the lake" } }, "[image: at the lake]"],
    ["a picture", { type: "image", image: { id: "1" } }, "[image]"],
    ["a document", { type: "document", document: { filename: "letter.pdf" } }, "[document: letter.pdf]"],
    [
      "a place",
      { type: "location", location: { latitude: 1, longitude: 2, name: "Bridge Road" } },
      "[location: Bridge Road]",
    ],
    ["contacts", { type: "contacts", contacts: [{}] }, "[contacts]"],
    ["what the API cannot show", { type: "unsupported", errors: [{}] }, "[unsupported]"],
    ["a kind of later days", { type: "hologram_v2" }, "[hologram v2]"],
  ])("reads %s", (_name, fields, text) => {
    expect(read(inbound({ ...message, text: undefined, ...fields })).events).toEqual([
      expect.objectContaining({ text }),
    ]);
  });

  test("reads edits and what was taken back, by the first message's id", () => {
    const edit = {
      ...message,
      id: "wamid.9",
      type: "edit",
      edit: { original_message_id: "wamid.1", message: { type: "text", text: { body: "I'm fine" } } },
    };
    const revoke = { ...message, id: "wamid.10", type: "revoke", revoke: { original_message_id: "wamid.1" } };
    expect(read(inbound(edit, revoke)).events).toEqual([
      {
        kind: "edit",
        conversationId: "106540352242922:15550001",
        messageId: "wamid.1",
        role: "user",
        author: { id: "15550001", name: "Imke Vos" },
        text: "I'm fine",
        editedAt: at,
      },
      { kind: "delete", conversationId: "106540352242922:15550001", messageId: "wamid.1", deletedAt: at },
    ]);
    const echoed = read(envelope({ metadata, message_echoes: [{ ...echo, ...revoke, from: echo.from }] })).events;
    expect(echoed).toEqual([
      { kind: "delete", conversationId: "106540352242922:15550001", messageId: "wamid.1", deletedAt: at },
    ]);
  });

  test("reads every message of every change", () => {
    const body = envelope({ metadata, messages: [message, { ...message, id: "wamid.3" }] }, { statuses: [{}] });
    body.entry.push({
      id: "W2",
      changes: [{ field: "messages", value: { metadata, messages: [{ ...message, id: "wamid.4" }] } }],
    });
    expect(read(body).events.map(({ messageId }) => messageId)).toEqual(["wamid.1", "wamid.3", "wamid.4"]);
  });

  test.each([
    ["states", envelope({ metadata, statuses: [{ id: "wamid.1", status: "read" }] })],
    ["reactions", inbound({ ...message, type: "reaction", reaction: { emoji: "x" } })],
    ["notices", inbound({ ...message, type: "system", system: { body: "changed number" } })],
    ["other fields", envelope({ event: "APPROVED" })],
    ["other products", { object: "page", entry: [] }],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no form of Meta's", { messages: [message] }, '"object"'],
    ["a message without an id", inbound({ ...message, id: undefined }), '"entry.0.changes.0.value.messages.0.id"'],
    ["a message of nobody", inbound({ ...message, from: undefined }), '"entry.0.changes.0.value.messages.0.from"'],
    ["a message to no number", envelope({ messages: [message] }), '"entry.0.changes.0.value.metadata"'],
    ["an echo to nobody", envelope({ metadata, message_echoes: [{ ...echo, to: undefined }] }), 'message_echoes.0.to"'],
    ["an edit of nothing", inbound({ ...message, type: "edit" }), 'messages.0.edit"'],
  ])("does not understand %s", (_name, body, path) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(path);
    expect(() => read(body)).not.toThrow("scared");
  });

  test("reads the good ones of several and warns of the others", () => {
    const both = read(inbound({ ...message, id: undefined }, message));
    expect(both.events).toHaveLength(1);
    expect(both.warning).toContain("1 of 2");
  });

  test("knows a repeated delivery by its bytes", () => {
    expect(whatsapp.deliveryKey(receivedRequest({}), inbound(message))).toBeNull();
  });

  const samples = new URL("../../../../shared/samples/triggerdev/whatsapp.json", import.meta.url);
  test.skipIf(!existsSync(samples))("reads published samples (skipped where ../shared is absent)", () => {
    const found = JSON.parse(readFileSync(samples, "utf8")).map((sample: { eventType: string; body: unknown }) => [
      sample.eventType,
      read(sample.body).events.map((event) => ("text" in event ? event.text : "")),
    ]);
    expect(found).toEqual([
      ["messages", ["Does it come in another color?"]],
      ["messages", ["[image: Here's a photo of the item]"]],
      ["messages", ["Cancel order"]],
      ["statuses", []],
      ["statuses", []],
      ["statuses", []],
    ]);
  });
});
