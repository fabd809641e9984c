import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { discord } from "@/domain/ingest/platforms/discord";
import { NotUnderstood, type Reply } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const samples = path.resolve(import.meta.dirname, "../../../../shared/samples");
const hasSamples = existsSync(path.join(samples, "discord-docs"));

const understand = (body: unknown) => discord.understand(storedDelivery(body));
const replyTo = (body: unknown) => (discord.reply as (body: unknown) => Reply)(body);
const handshake = (body: unknown) => discord.handshake?.(receivedRequest(body), body) ?? null;
const keyOf = (body: unknown) => discord.deliveryKey(receivedRequest(body), body);

const ada = { id: "900000000000000001", username: "ada.nowhere", global_name: "Ada" };
const said = {
  id: "1397729799727878254",
  channel_id: "700000000000000001",
  type: 0,
  content: "hello",
  author: ada,
  timestamp: "2026-05-04T10:11:12.345000+00:00",
  edited_timestamp: null,
};
const report = (message: object = said) => ({
  version: 1,
  id: "1500000000000000001",
  application_id: "5",
  token: "once",
  type: 2,
  channel_id: "700000000000000001",
  data: {
    id: "6",
    name: "Report to Vigil",
    type: 3,
    target_id: "1397729799727878254",
    resolved: { messages: { "1397729799727878254": message } },
  },
});
const event = (type: string, data: unknown) => ({
  version: 1,
  application_id: "5",
  type: 1,
  event: { type, timestamp: "2026-05-04T10:11:13.000001", data },
});

describe("Discord reports", () => {
  test("give the chosen message, with the id to the digit and the time to the millisecond", () => {
    expect(understand(report())).toEqual({
      topic: "message_command",
      events: [
        {
          kind: "new",
          conversationId: "700000000000000001",
          messageId: "1397729799727878254",
          sequence: 1_397_729_799_727_878_254n,
          role: "user",
          author: { id: "900000000000000001", name: "Ada" },
          text: "hello",
          sentAt: new Date("2026-05-04T10:11:12.345Z"),
        },
      ],
    });
  });

  test("give an edited message as its edit, so that a later report of it holds", () => {
    const edited = { ...said, content: "hello again", edited_timestamp: "2026-05-04T10:12:00.000000+00:00" };
    expect(understand(report(edited)).events).toMatchObject([
      { kind: "edit", text: "hello again", editedAt: new Date("2026-05-04T10:12:00Z") },
    ]);
  });

  test.each([
    [
      "who mentions people, roles, channels and emoji",
      {
        content: "<@900000000000000002> <@!9> <@&4> <#5> <:wave:77> <a:sad:78>",
        mentions: [{ id: "900000000000000002", username: "bo", global_name: null }],
      },
      "@bo @someone @role #channel :wave: :sad:",
    ],
    [
      "a picture with and without words",
      {
        content: "",
        attachments: [
          { content_type: "image/png", filename: "a.png" },
          { content_type: "image/png", description: "a lake" },
        ],
      },
      "[image]\n[image: a lake]",
    ],
    [
      "a file",
      { content: "see", attachments: [{ filename: "note.txt", content_type: "text/plain" }] },
      "see\n[file: note.txt]",
    ],
    ["a sticker", { content: "", sticker_items: [{ id: "1", name: "Wave", format_type: 1 }] }, "[sticker: Wave]"],
    ["a poll", { content: "", poll: { question: { text: "Where?" }, answers: [] } }, "[poll: Where?]"],
    [
      "a forwarded message",
      { content: "", message_snapshots: [{ message: { content: "from elsewhere", attachments: [] } }] },
      "[forwarded: from elsewhere]",
    ],
    [
      "previews of links, which are left out",
      { content: "https://example.test", embeds: [{ title: "Example" }] },
      "https://example.test",
    ],
  ])("read %s", (_, fields, text) => {
    expect(understand(report({ ...said, ...fields })).events).toMatchObject([{ text }]);
  });

  test.each([
    ["a bot", { author: { ...ada, bot: true } }, "assistant"],
    ["a webhook", { webhook_id: "5" }, "assistant"],
    ["a reply", { type: 19 }, "user"],
    ["a notice", { type: 18 }, "system"],
  ])("by %s have its role", (_, fields, role) => {
    expect(understand(report({ ...said, ...fields })).events).toMatchObject([{ role }]);
  });

  test("of a bot hold what stands in its embeds", () => {
    const message = {
      ...said,
      content: "",
      author: { ...ada, bot: true },
      embeds: [{ title: "Ticket 5", description: "words" }],
    };
    expect(understand(report(message)).events).toMatchObject([{ text: "Ticket 5\nwords" }]);
  });

  test("of a message without anything to read are ignored", () => {
    expect(understand(report({ ...said, content: " " }))).toMatchObject({ events: [], ignored: expect.any(String) });
  });
});

describe("Discord chats of games", () => {
  test("keep a lobby's messages together, whose deletions do not name the channel", () => {
    // The id and its time are the example of Discord's reference.
    const untimedId = "175928847299117063";
    const place = { id: said.id, lobby_id: "88", channel_id: "99" };
    const untimed = { ...said, timestamp: undefined };
    const created = understand(event("LOBBY_MESSAGE_CREATE", { ...untimed, ...place, id: untimedId }));
    expect(created.events).toMatchObject([
      { kind: "new", conversationId: "lobby:88", sentAt: new Date("2016-04-30T11:18:25.796Z") },
    ]);
    expect(
      understand(
        event("LOBBY_MESSAGE_UPDATE", {
          ...said,
          ...place,
          content: "other",
          edited_timestamp: "2026-05-04T11:00:00+00:00",
        }),
      ).events,
    ).toMatchObject([
      { kind: "edit", conversationId: "lobby:88", text: "other", editedAt: new Date("2026-05-04T11:00:00Z") },
    ]);
    expect(understand(event("LOBBY_MESSAGE_DELETE", { id: said.id, lobby_id: "88" })).events).toEqual([
      {
        kind: "delete",
        conversationId: "lobby:88",
        messageId: said.id,
        deletedAt: new Date("2026-05-04T10:11:13.000Z"),
      },
    ]);
  });

  test("keep direct messages by their channel", () => {
    for (const [type, kind] of [
      ["CREATE", "new"],
      ["UPDATE", "edit"],
      ["DELETE", "delete"],
    ] as const)
      expect(understand(event(`GAME_DIRECT_MESSAGE_${type}`, said)).events).toMatchObject([
        { kind, conversationId: said.channel_id, messageId: said.id },
      ]);
  });

  test("ignore what is not about a message", () => {
    const other = understand(event("APPLICATION_AUTHORIZED", { integration_type: 0, user: ada }));
    expect(other).toMatchObject({ topic: "APPLICATION_AUTHORIZED", events: [], ignored: expect.any(String) });
  });
});

describe("Discord deliveries", () => {
  test.each<[string, unknown, Reply | null]>([
    [
      "an interaction that pings",
      { id: "1", token: "t", type: 1, version: 1 },
      { status: 200, contentType: "application/json", body: '{"type":1}' },
    ],
    ["an event that pings", { version: 1, application_id: "5", type: 0 }, { status: 204 }],
    ["a report", report(), null],
    ["an event", event("LOBBY_MESSAGE_CREATE", said), null],
    ["something else", "words", null],
  ])("answer %s at once only where it is no delivery", (_, body, expected) => {
    expect(handshake(body)).toEqual(expected);
  });

  test("tell who uses another command what there is, seen by nobody else", () => {
    const slash = { ...report(), data: { id: "6", name: "help", type: 1 } };
    expect(JSON.parse(handshake(slash)?.body ?? "")).toMatchObject({
      type: 4,
      data: { flags: 64, content: expect.stringContaining("reports") },
    });
  });

  test("thank for a report where only its author sees it, and say nothing to events", () => {
    expect(JSON.parse(replyTo(report()).body ?? "")).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(replyTo(event("LOBBY_MESSAGE_CREATE", said))).toEqual({ status: 204 });
  });

  test("have the same key when they are sent again, and another one otherwise", () => {
    const keys = [
      report(),
      { ...report(), id: "2" },
      event("LOBBY_MESSAGE_CREATE", said),
      event("LOBBY_MESSAGE_UPDATE", said),
    ].map(keyOf);
    expect(new Set(keys).size).toBe(4);
    expect(keyOf(report())).toBe(keys[0]);
    expect(keyOf({})).toBeNull();
  });

  test.each([
    ["text that is no JSON", "hello", "neither JSON"],
    ["nothing", {}, '"event"'],
    [
      "a report whose message is missing",
      { ...report(), data: { ...report().data, target_id: "5" } },
      "data.resolved.messages",
    ],
    ["a report of a message without an id", report({ content: "secret words" }), "data.resolved.messages.id"],
    [
      "a report of a message whose id is no snowflake",
      report({ ...said, id: "9".repeat(20) }),
      "data.resolved.messages.id",
    ],
    [
      "an event about a message without a channel",
      event("GAME_DIRECT_MESSAGE_CREATE", { id: "5", content: "secret words" }),
      "event.data.channel_id",
    ],
  ])("are kept as not understood, without their content: %s", (_, body, reason) => {
    const failure = (() => {
      try {
        return understand(body);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(NotUnderstood);
    expect((failure as NotUnderstood).reason).toContain(reason);
    expect((failure as NotUnderstood).reason).not.toContain("secret");
  });
});

describe.skipIf(!hasSamples)("Discord's own samples (skipped without ../shared, which holds them)", () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(samples, file), "utf8"));
  const docs = hasSamples ? readdirSync(path.join(samples, "discord-docs")) : [];

  test.each(docs)("are understood: %s", (file) => {
    const { topic, events, ignored } = understand(read(`discord-docs/${file}`));
    expect(topic).toBe(file.replace(".json", ""));
    expect(events).toHaveLength(topic.includes("_MESSAGE_") ? 1 : 0);
    expect(ignored === undefined).toBe(topic.includes("_MESSAGE_"));
    for (const { messageId } of events) expect(messageId).toMatch(/^14?\d{18}$/);
  });

  test("of trigger.dev are handshakes or are ignored", () => {
    const bodies = hasSamples ? (read("triggerdev/discord.json") as { body: { type: number } }[]) : [];
    for (const { body } of bodies) {
      if (body.type === 0) expect(handshake(body)).toEqual({ status: 204 });
      else expect(understand(body)).toMatchObject({ events: [], ignored: expect.any(String) });
    }
  });
});
