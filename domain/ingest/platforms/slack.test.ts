import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { slack } from "@/domain/ingest/platforms/slack";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const callback = (event: unknown) => ({ type: "event_callback", team_id: "T1", event_id: "Ev1", event });
const message = {
  type: "message",
  channel: "C1",
  user: "U1",
  ts: "1795228496.000100",
  text: "I can&apos;t &amp; won&apos;t",
};
const read = (event: unknown) => slack.understand(storedDelivery(callback(event)));
const SENT_AT = new Date("2026-11-21T02:34:56.000Z");

const changed = (fields: object, previous: object = { text: "before" }) => ({
  type: "message",
  subtype: "message_changed",
  hidden: true,
  channel: "C1",
  ts: "1795228600.000200",
  message: { type: "message", user: "U1", ts: message.ts, text: "after", ...fields },
  previous_message: { ...message, ...previous },
});

describe("Slack", () => {
  test("reads a message", () => {
    expect(read({ ...message, text: "me &amp; <@U2>", channel_type: "channel" })).toEqual({
      topic: "message",
      events: [
        {
          kind: "new",
          conversationId: "C1",
          messageId: "1795228496.000100",
          role: "user",
          author: { id: "U1" },
          text: "me & @U2",
          sentAt: SENT_AT,
          sequence: 1795228496000100n,
        },
      ],
    });
  });

  test.each([
    ["a reply", { thread_ts: "1795228000.000001" }, "1795228000.000001"],
    [
      "a reply shown in the channel too",
      { thread_ts: "1795228000.000001", subtype: "thread_broadcast" },
      "1795228000.000001",
    ],
    ["the first message of a thread", { thread_ts: message.ts }, undefined],
    ["a message outside threads", {}, undefined],
  ])("places %s", (_name, fields, threadId) => {
    const [event] = read({ ...message, ...fields }).events;
    expect(event?.threadId).toBe(threadId);
    expect(event?.conversationId).toBe("C1");
  });

  test.each([
    ["a person", {}, "user", { id: "U1" }],
    [
      "a person whose name comes along",
      { user_profile: { real_name: "Imke Vos" } },
      "user",
      { id: "U1", name: "Imke Vos" },
    ],
    ["what someone does", { subtype: "me_message" }, "user", { id: "U1" }],
    ["a subtype of later days", { subtype: "hologram" }, "user", { id: "U1" }],
    ["an app", { user: "U7", bot_id: "B1", bot_profile: { name: "Calm" } }, "assistant", { id: "U7", name: "Calm" }],
    [
      "an old bot",
      { user: undefined, subtype: "bot_message", bot_id: "B1", username: "calm" },
      "assistant",
      { id: "B1", name: "calm" },
    ],
    ["Slackbot", { user: "USLACKBOT" }, "assistant", { id: "USLACKBOT" }],
    ["a new topic", { subtype: "channel_topic" }, "system", { id: "U1" }],
  ])("takes %s for what they are", (_name, fields, role, author) => {
    expect(read({ ...message, ...fields }).events).toEqual([expect.objectContaining({ kind: "new", role, author })]);
  });

  test("names the files of a message without words", () => {
    const event = { ...message, subtype: "file_share", text: "", files: [{ mimetype: "image/png", title: "lake" }] };
    expect(read(event).events).toEqual([expect.objectContaining({ text: "[image: lake]" })]);
  });

  test("reads an edit with the time of the edit", () => {
    expect(read(changed({ edited: { user: "U1", ts: "1795228599.000000" } })).events).toEqual([
      expect.objectContaining({
        kind: "edit",
        messageId: message.ts,
        text: "after",
        sentAt: SENT_AT,
        editedAt: new Date("2026-11-21T02:36:39.000Z"),
      }),
    ]);
    expect(read(changed({ thread_ts: "1795228000.000001" })).events).toEqual([
      expect.objectContaining({ threadId: "1795228000.000001", editedAt: new Date("2026-11-21T02:36:40.000Z") }),
    ]);
  });

  test("ignores a change that changes no text, such as a preview", () => {
    const same = changed({ text: message.text, attachments: [{ text: "A page" }] }, {});
    expect(read(same)).toMatchObject({ events: [], ignored: expect.any(String) });
    expect(read({ ...changed({}), previous_message: undefined }).events).toHaveLength(1);
  });

  test.each([
    [
      "a deletion",
      { type: "message", subtype: "message_deleted", channel: "C1", ts: "1795228600.000200", deleted_ts: message.ts },
      undefined,
    ],
    [
      "the deletion of a reply",
      {
        type: "message",
        subtype: "message_deleted",
        channel: "C1",
        ts: "1795228600.000200",
        deleted_ts: message.ts,
        previous_message: { ...message, thread_ts: "1795228000.000001" },
      },
      "1795228000.000001",
    ],
    ["the deletion of a message with replies", changed({ subtype: "tombstone", thread_ts: message.ts }), undefined],
  ])("reads %s", (_name, event, threadId) => {
    expect(read(event).events).toEqual([
      {
        kind: "delete",
        conversationId: "C1",
        ...(threadId ? { threadId } : {}),
        messageId: message.ts,
        deletedAt: new Date("2026-11-21T02:36:40.000Z"),
      },
    ]);
  });

  test("takes a mention as the message it is", () => {
    expect(read({ ...message, type: "app_mention" }).events).toMatchObject([{ kind: "new", messageId: message.ts }]);
    expect(read({ ...message, type: "app_mention", edited: { ts: "1795228599.0" } }).events).toMatchObject([
      { kind: "edit", editedAt: new Date("2026-11-21T02:36:39Z") },
    ]);
  });

  test.each([
    ["a reaction", { type: "reaction_added" }],
    ["someone joining", { ...message, subtype: "channel_join" }],
    ["a copy of a reply", { ...message, subtype: "message_replied" }],
    ["a pin", { ...message, subtype: "pinned_item" }],
    ["a message without words", { ...message, text: "" }],
    ["an edit to nothing", changed({ text: "" })],
  ])("ignores %s", (_name, event) => {
    expect(read(event)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test("warns when Slack dropped events", () => {
    const body = { type: "app_rate_limited", team_id: "T1", minute_rate_limited: 1795228496 };
    expect(slack.understand(storedDelivery(body))).toMatchObject({ events: [], warning: expect.any(String) });
  });

  test.each([
    ["a form", "command=%2Fhi", '"type"', "application/x-www-form-urlencoded"],
    ["a callback without an event", callback(undefined), '"event"', undefined],
    ["a message without a channel", callback({ ...message, channel: undefined }), '"event.channel"', undefined],
    ["a message without ts", callback({ ...message, ts: undefined }), '"event.ts"', undefined],
    ["an edit without a message", callback({ ...changed({}), message: undefined }), '"event.message"', undefined],
    ["a deletion of nothing", callback({ ...message, subtype: "message_deleted" }), '"event.deleted_ts"', undefined],
  ])("does not understand %s", (_name, body, path, type) => {
    expect(() => slack.understand(storedDelivery(body, type))).toThrow(NotUnderstood);
    expect(() => slack.understand(storedDelivery(body, type))).toThrow(path);
    expect(() => slack.understand(storedDelivery(body, type))).not.toThrow("won");
  });

  test("knows a delivery by its event, whichever attempt it is", () => {
    const attempt = (headers: Record<string, string>) =>
      slack.deliveryKey(receivedRequest({}, headers), callback(message));
    expect(attempt({})).toBe("Ev1");
    expect(attempt({ "x-slack-retry-num": "1" })).toBe("Ev1");
    expect(slack.deliveryKey(receivedRequest({}), undefined)).toBeNull();
  });

  test("answers the challenge and nothing else", () => {
    const asked = { type: "url_verification", token: "t", challenge: "c-1" };
    expect(slack.handshake?.(receivedRequest(asked), asked)).toEqual({
      status: 200,
      contentType: "text/plain",
      body: "c-1",
    });
    expect(slack.handshake?.(receivedRequest({}), callback(message))).toBeNull();
    expect(slack.handshake?.(receivedRequest({}), undefined)).toBeNull();
  });

  const samples = new URL("../../../../shared/samples/triggerdev/slack.json", import.meta.url);
  test.skipIf(!existsSync(samples))("reads published samples (skipped where ../shared is absent)", () => {
    const found = JSON.parse(readFileSync(samples, "utf8")).map((sample: { eventType: string; body: unknown }) => [
      sample.eventType,
      slack.understand(storedDelivery(sample.body)).events.map((event) => [event.kind, event.messageId]),
    ]);
    expect(found).toEqual([
      ["app_mention", [["new", "1515449522.000016"]]],
      ["message", [["new", "1355517523.000005"]]],
      ["reaction_added", []],
      ["member_joined_channel", []],
      ["app_home_opened", []],
    ]);
  });
});
