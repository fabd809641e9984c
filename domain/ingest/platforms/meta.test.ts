import { describe, expect, test } from "vitest";
import { instagram } from "@/domain/ingest/platforms/instagram";
import { messenger } from "@/domain/ingest/platforms/messenger";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { whatsapp } from "@/domain/ingest/platforms/whatsapp";

const all = [whatsapp, messenger, instagram];

describe("Meta's check of an address", () => {
  const token = "verify-me";
  const ask = (query: Record<string, string>) => {
    const url = new URL("https://vigil.example.test/api/webhooks/whatsapp/s-1");
    url.search = new URLSearchParams(query).toString();
    return all.map((platform) => platform.answerGet?.(url, token));
  };
  const right = { "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1158201444" };

  test("is answered with the bare challenge", () => {
    for (const reply of ask(right))
      expect(reply).toEqual({ status: 200, contentType: "text/plain", body: "1158201444" });
  });

  test.each([
    ["a wrong token", { ...right, "hub.verify_token": "verify-you" }],
    ["the beginning of the token", { ...right, "hub.verify_token": "verify" }],
    ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }],
    ["another mode", { ...right, "hub.mode": "unsubscribe" }],
    ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": token }],
  ])("is refused with %s", (_name, query) => {
    for (const reply of ask(query)) expect(reply).toEqual({ status: 403 });
  });

  test("is refused while there is no token", () => {
    const url = new URL("https://vigil.example.test/?hub.mode=subscribe&hub.verify_token=&hub.challenge=1");
    for (const platform of all) expect(platform.answerGet?.(url, "")).toEqual({ status: 403 });
  });
});

describe.each([
  [messenger, "page"],
  [instagram, "instagram"],
] as const)("$label", ({ understand }, object) => {
  const item = (fields: object) => ({
    sender: { id: "u-7" },
    recipient: { id: "page-1" },
    timestamp: 1795228496123,
    ...fields,
  });
  const deliver = (...messaging: unknown[]) =>
    storedDelivery({ object, entry: [{ id: "page-1", time: 1, messaging }] });
  const hello = item({ message: { mid: "m_1", text: "I can't go on 🫂" } });
  const echo = (message: object) => ({
    ...hello,
    sender: { id: "page-1" },
    recipient: { id: "u-7" },
    message: { mid: "m_2", text: "We are here", is_echo: true, ...message },
  });

  test("reads a message", () => {
    expect(understand(deliver(hello))).toEqual({
      topic: object,
      events: [
        {
          kind: "new",
          conversationId: "page-1:u-7",
          messageId: "m_1",
          role: "user",
          author: { id: "u-7" },
          text: "I can't go on 🫂",
          sentAt: new Date("2026-11-21T02:34:56.123Z"),
        },
      ],
    });
  });

  test.each([
    ["a person of the team", {}, "agent"],
    ["a person in the inbox", { app_id: 263902037430900 }, "agent"],
    ["an app", { app_id: 77 }, "assistant"],
  ])("puts what %s answers into the same conversation", (_name, message, role) => {
    expect(understand(deliver(echo(message))).events).toEqual([
      expect.objectContaining({ conversationId: "page-1:u-7", role, author: { id: "page-1" }, text: "We are here" }),
    ]);
  });

  test("reads an edit", () => {
    const edit = item({ message_edit: { mid: "m_1", text: "I can", num_edit: 1 } });
    expect(understand(deliver(edit)).events).toEqual([
      {
        kind: "edit",
        conversationId: "page-1:u-7",
        messageId: "m_1",
        role: "user",
        author: { id: "u-7" },
        text: "I can",
        editedAt: new Date("2026-11-21T02:34:56.123Z"),
      },
    ]);
  });

  test("reads what someone took back", () => {
    expect(understand(deliver(item({ message: { mid: "m_1", is_deleted: true } }))).events).toEqual([
      {
        kind: "delete",
        conversationId: "page-1:u-7",
        messageId: "m_1",
        deletedAt: new Date("2026-11-21T02:34:56.123Z"),
      },
    ]);
  });

  test.each([
    ["a picture", [{ type: "image", payload: { url: "https://e.test/p" } }], "[image]"],
    ["a shared page", [{ type: "fallback", payload: { title: "Night line" } }], "[link: Night line]"],
    ["a story", [{ type: "story_mention" }, null], "[story mention]\n[link]"],
  ])("names %s", (_name, attachments, text) => {
    expect(understand(deliver(item({ message: { mid: "m_1", attachments } }))).events).toEqual([
      expect.objectContaining({ text }),
    ]);
  });

  test("reads every entry, those of the other inbox too", () => {
    const body = {
      object,
      entry: [
        { id: "page-1", messaging: [hello, item({ read: { watermark: 1 } })] },
        { id: "page-1", standby: [item({ message: { mid: "m_3", text: "again" } })] },
        { id: "page-1", changes: [{ field: "feed" }] },
      ],
    };
    expect(understand(storedDelivery(body)).events.map(({ messageId }) => messageId)).toEqual(["m_1", "m_3"]);
  });

  test.each([
    ["receipts", deliver(item({ delivery: { mids: ["m_1"] } }), item({ reaction: { mid: "m_1" } }))],
    ["an empty message", deliver(item({ message: { mid: "m_1" } }))],
    ["an edit to nothing", deliver(item({ message_edit: { mid: "m_1", num_edit: 0 } }))],
    ["another product", storedDelivery({ object: "user", entry: [] })],
  ])("ignores %s", (_name, delivery) => {
    expect(understand(delivery)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test("does not understand a message of nobody, and reads the others", () => {
    const broken = { ...hello, sender: undefined };
    expect(() => understand(deliver(broken))).toThrow(NotUnderstood);
    expect(() => understand(deliver(broken))).toThrow('"entry.0.messaging.0.sender"');
    const both = understand(deliver(broken, hello));
    expect(both.events).toHaveLength(1);
    expect(both.warning).toContain("1 of 2");
    expect(() => understand(storedDelivery({ hello: 1 }))).toThrow('"object"');
  });
});
