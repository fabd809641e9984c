import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { intercom } from "@/domain/ingest/platforms/intercom";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const user = { type: "user", id: "c-1", name: "Imke Vos" };
const admin = { type: "admin", id: 814, name: "Rosa Lind" };

const part = (fields: object) => ({ id: "p-1", part_type: "comment", created_at: 1795228496, author: user, ...fields });
const notification = (topic: string, item: object) => ({
  type: "notification_event",
  id: "notif_1",
  topic,
  app_id: "w-1",
  delivery_attempts: 1,
  data: { item: { type: "conversation", id: "conv-1", created_at: 1795228490, ...item } },
});
const replied = (fields: object, topic = "conversation.user.replied") =>
  notification(topic, {
    source: part({ id: "s-1", body: "<p>First</p>" }),
    conversation_parts: { conversation_parts: [part(fields)] },
  });
const read = (body: unknown) => intercom.understand(storedDelivery(body));

describe("Intercom", () => {
  test("reads the first message from the source", () => {
    const body = notification("conversation.user.created", {
      source: { id: "s-1", body: "<p>I can&#39;t sleep</p>", author: user, attachments: [], redacted: false },
      conversation_parts: { conversation_parts: [] },
    });
    expect(read(body)).toEqual({
      topic: "conversation.user.created",
      events: [
        {
          kind: "new",
          conversationId: "conv-1",
          messageId: "s-1",
          role: "user",
          author: { id: "c-1", name: "Imke Vos" },
          text: "I can't sleep",
          sentAt: new Date("2026-11-21T02:34:50Z"),
        },
      ],
    });
  });

  test("reads only what is new of a reply", () => {
    expect(read(replied({ body: "<p>Still awake</p>" })).events).toEqual([
      expect.objectContaining({ messageId: "p-1", text: "Still awake", sentAt: new Date("2026-11-21T02:34:56Z") }),
    ]);
  });

  test.each([
    ["a user", user, "user"],
    ["a lead", { ...user, type: "lead" }, "user"],
    ["a contact", { ...user, type: "contact" }, "user"],
    ["someone it does not name", null, "user"],
    ["a teammate", admin, "agent"],
    ["a bot", { type: "bot", id: "b", name: "Operator" }, "assistant"],
    ["an AI agent", { ...admin, from_ai_agent: true }, "assistant"],
    ["an AI answer", { ...admin, is_ai_answer: true }, "assistant"],
  ])("takes %s for what they are", (_name, author, role) => {
    expect(read(replied({ body: "Hello", author })).events).toEqual([expect.objectContaining({ role })]);
  });

  test.each([["note"], ["note_and_reopen"], ["assignment"]])("keeps a %s from the model", (part_type) => {
    const body = replied({ part_type, body: "<p>Call her</p>", author: admin }, "conversation.admin.noted");
    expect(read(body).events).toEqual([expect.objectContaining({ isPrivateNote: true, role: "agent" })]);
  });

  test.each([
    ["an image", { content_type: "image/png", name: "lake.png" }, "[image: lake.png]"],
    ["a recording", { content_type: "audio/mp4" }, "[audio]"],
    ["another file", { content_type: "application/pdf", name: "letter.pdf" }, "[file: letter.pdf]"],
  ])("names %s", (_name, attachment, text) => {
    expect(read(replied({ body: null, attachments: [attachment] })).events).toEqual([
      expect.objectContaining({ text }),
    ]);
  });

  test("puts the subject of a mail before its text", () => {
    expect(read(replied({ subject: "<p>Help</p>", body: "<p>Please call</p>" })).events).toEqual([
      expect.objectContaining({ text: "Help\nPlease call" }),
    ]);
  });

  test("reads the last word of a teammate who closes", () => {
    const body = replied({ part_type: "close", body: "<p>Take care</p>", author: admin }, "conversation.admin.closed");
    expect(read(body).events).toEqual([expect.objectContaining({ text: "Take care", role: "agent" })]);
  });

  test.each([
    ["in its conversation", replied({ body: "<p>removed</p>", redacted: true }, "conversation_part.redacted")],
    [
      "alone",
      notification("conversation_part.redacted", {
        ...part({ redacted: true }),
        type: "conversation_part",
        conversation: { id: "conv-1" },
      }),
    ],
  ])("marks a redacted part as deleted, reported %s", (_name, body) => {
    expect(read(body).events).toEqual([{ kind: "delete", conversationId: "conv-1", messageId: "p-1" }]);
  });

  test("marks a redacted first message as deleted", () => {
    const body = notification("conversation_part.redacted", { source: part({ id: "s-1", redacted: true }) });
    expect(read(body).events).toEqual([{ kind: "delete", conversationId: "conv-1", messageId: "s-1" }]);
  });

  test.each([
    ["another topic", notification("contact.created", { type: "contact" })],
    ["a deleted conversation", notification("conversation.deleted", {})],
    ["an assignment without words", replied({ part_type: "assignment", body: null }, "conversation.admin.assigned")],
    ["an empty reply", replied({ body: "<p> </p>" })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["an array", [], "none of the forms"],
    ["no topic", { data: { item: {} } }, '"topic"'],
    ["no conversation", { topic: "conversation.user.replied", data: { item: {} } }, '"data.item.id"'],
    ["a reply without parts", notification("conversation.user.replied", {}), "conversation_parts"],
    ["a beginning without a source", notification("conversation.user.created", {}), '"data.item.source"'],
    ["a part without an id", replied({ id: undefined, body: "secret" }), "conversation_parts.0.id"],
    ["no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says where", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("answers the ping and keeps everything else", () => {
    const ping = { type: "notification_event", topic: "ping", id: null, data: { item: { type: "ping" } } };
    expect(intercom.handshake?.(receivedRequest(ping), ping)).toMatchObject({ status: 200 });
    const body = replied({ body: "Hello" });
    expect(intercom.handshake?.(receivedRequest(body), body)).toBeNull();
  });

  test("knows a repeated delivery by its id", () => {
    const first = replied({ body: "Hello" });
    const again = { ...first, delivery_attempts: 2 };
    expect(intercom.deliveryKey(receivedRequest(first), first)).toBe("notif_1");
    expect(intercom.deliveryKey(receivedRequest(again), again)).toBe("notif_1");
    expect(intercom.deliveryKey(receivedRequest({}), {})).toBeNull();
  });

  const samples = path.resolve(process.cwd(), "../shared/samples/triggerdev/intercom.json");
  test.skipIf(!existsSync(samples))("reads the public samples (skipped: there is no ../shared/samples)", () => {
    const bodies: { eventType: string; body: unknown }[] = JSON.parse(readFileSync(samples, "utf8"));
    const roles = bodies.map(({ eventType, body }) => {
      const { events } = read(body);
      return [eventType, events.map((event) => (event.kind === "delete" ? event.kind : event.role))];
    });
    expect(roles).toEqual([
      ["conversation.user.created", ["user"]],
      ["conversation.user.replied", ["user"]],
      ["conversation.admin.replied", ["agent"]],
      ["contact.created", []],
      ["contact.deleted", []],
    ]);
  });
});
