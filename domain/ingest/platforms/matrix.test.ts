import { describe, expect, test } from "vitest";
import { matrix } from "@/domain/ingest/platforms/matrix";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const message = {
  type: "m.room.message",
  event_id: "$1",
  room_id: "!night:example.test",
  sender: "@imke:example.test",
  origin_server_ts: 1795228496123,
  content: { msgtype: "m.text", body: "I am so tired" },
};
const read = (...events: unknown[]) => matrix.understand(storedDelivery({ events }));
const at = new Date("2026-11-21T02:34:56.123Z");
const requestTo = (path: string) => ({
  ...receivedRequest({}),
  url: new URL(`https://vigil.example.test/api/webhooks/matrix/s-1${path}`),
});

describe("Matrix", () => {
  test("reads a message", () => {
    expect(read(message)).toEqual({
      topic: "transaction",
      events: [
        {
          kind: "new",
          conversationId: "!night:example.test",
          messageId: "$1",
          role: "user",
          author: { id: "@imke:example.test" },
          text: "I am so tired",
          sentAt: at,
        },
      ],
    });
  });

  test("reads an edit by the first message's id", () => {
    const content = {
      msgtype: "m.text",
      body: "* I am fine",
      "m.new_content": { msgtype: "m.text", body: "I am fine" },
      "m.relates_to": { rel_type: "m.replace", event_id: "$1" },
    };
    expect(read({ ...message, event_id: "$2", content }).events).toEqual([
      {
        kind: "edit",
        conversationId: "!night:example.test",
        messageId: "$1",
        role: "user",
        author: { id: "@imke:example.test" },
        text: "I am fine",
        editedAt: at,
      },
    ]);
  });

  test.each([
    ["of today", { content: { redacts: "$1" } }],
    ["of older rooms", { redacts: "$1", content: {} }],
  ])("reads a deletion %s", (_name, fields) => {
    expect(read({ ...message, type: "m.room.redaction", event_id: "$3", ...fields }).events).toEqual([
      { kind: "delete", conversationId: "!night:example.test", messageId: "$1", deletedAt: at },
    ]);
  });

  test.each([
    ["a thread as part of its room", { "m.relates_to": { rel_type: "m.thread", event_id: "$0" } }, "I am so tired"],
    [
      "an answer without what it answers",
      {
        body: "> <@rosa:example.test> How are you?\n> Really\n\nNot well",
        "m.relates_to": { "m.in_reply_to": { event_id: "$0" } },
      },
      "Not well",
    ],
    ["a quote that someone wrote", { body: "> so it goes\nyes" }, "> so it goes\nyes"],
    ["an emote", { msgtype: "m.emote", body: "sighs" }, "sighs"],
    ["a picture", { msgtype: "m.image", body: "lake.png" }, "[image: lake.png]"],
    ["a file", { msgtype: "m.file", filename: "letter.pdf", body: "" }, "[file: letter.pdf]"],
  ])("reads %s", (_name, content, text) => {
    const [event] = read({ ...message, content: { ...message.content, ...content } }).events;
    expect(event).toMatchObject({ kind: "new", text, role: "user" });
    expect(event?.threadId).toBeUndefined();
  });

  test("takes notices for what bots say", () => {
    const notice = { ...message, content: { msgtype: "m.notice", body: "Breathe" } };
    expect(read(notice).events).toMatchObject([{ role: "assistant" }]);
  });

  test("shows what is encrypted as such, and warns", () => {
    const sealed = { ...message, type: "m.room.encrypted", content: { ciphertext: "secret" } };
    expect(read(sealed)).toMatchObject({ events: [{ text: "[encrypted message]" }], warning: expect.any(String) });
    const edit = { ...sealed, content: { "m.relates_to": { rel_type: "m.replace", event_id: "$1" } } };
    expect(read(edit).events).toEqual([]);
  });

  test("reads all events of a transaction in their order, and the good ones of several", () => {
    const sticker = { ...message, type: "m.sticker", event_id: "$5", content: { body: "a cat" } };
    const all = read(message, { type: "m.room.member" }, { ...message, event_id: undefined }, sticker);
    expect(all.events.map(({ messageId }) => messageId)).toEqual(["$1", "$5"]);
    expect(all.warning).toContain('"events.2.event_id"');
  });

  test.each([
    ["state", [{ ...message, type: "m.room.topic" }]],
    ["reactions", [{ ...message, type: "m.reaction" }]],
    ["a message that was deleted before it was sent on", [{ ...message, content: {} }]],
    ["nothing", []],
  ])("ignores %s", (_name, events) => {
    expect(read(...events)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no transaction", { event: [] }, '"events"'],
    ["a message without a room", { events: [{ ...message, room_id: undefined }] }, '"events.0.room_id"'],
    ["a deletion of nothing", { events: [{ ...message, type: "m.room.redaction" }] }, '"events.0.redacts"'],
  ])("does not understand %s", (_name, body, path) => {
    const understand = () => matrix.understand(storedDelivery(body));
    expect(understand).toThrow(NotUnderstood);
    expect(understand).toThrow(path);
    expect(understand).not.toThrow("tired");
  });

  test.each([
    ["/_matrix/app/v1/transactions/35", "35"],
    ["/_matrix/app/v1/transactions/m1795228496%2F7", "m1795228496/7"],
    ["/transactions/35", "35"],
    ["/_matrix/app/v1/transactions/%E0%A4%A", "%E0%A4%A"],
    ["", null],
  ])("knows a transaction by its address %s", (path, key) => {
    expect(matrix.deliveryKey(requestTo(path), {})).toBe(key);
  });

  test("keeps a homeserver that counts anew apart from what it was before", () => {
    const keyOf = (...events: unknown[]) => matrix.deliveryKey(requestTo("/transactions/1"), { events });
    expect(keyOf(message)).toBe("1:$1");
    expect(keyOf({ ...message, unsigned: { age: 5 } }, { type: "m.reaction" })).toBe("1:$1");
    expect(keyOf({ ...message, event_id: "$2" })).toBe("1:$2");
    expect(keyOf()).toBe("1");
  });

  test("answers pings, leaves transactions alone and knows nothing else", () => {
    expect(matrix.handshake?.(requestTo("/_matrix/app/v1/ping"), {})).toMatchObject({ status: 200, body: "{}" });
    expect(matrix.handshake?.(requestTo("/_matrix/app/v1/transactions/35"), {})).toBeNull();
    expect(matrix.handshake?.(requestTo("/transactions/35"), {})).toBeNull();
    expect(matrix.handshake?.(requestTo("/_matrix/app/v1/other"), {})).toMatchObject({ status: 404 });
    expect(matrix.answerGet?.(requestTo("/_matrix/app/v1/users/x").url, "t")).toMatchObject({ status: 404 });
    expect(matrix.refusal).toMatchObject({ status: 403, body: '{"errcode":"M_FORBIDDEN"}' });
  });

  test("makes tokens that fit", () => {
    expect(matrix.secret.generate?.()).toMatch(matrix.secret.pattern);
  });
});
