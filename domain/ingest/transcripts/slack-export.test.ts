import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { slackExport } from "@/domain/ingest/transcripts/slack-export";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

const LISTS = {
  "channels.json": [{ id: "C1", name: "support" }],
  "dms.json": [{ id: "D1", members: ["U1", "U2"] }],
  "users.json": [
    { id: "U1", name: "ann", real_name: "Ann Lee", profile: { display_name: "Ann" } },
    { id: "U2", name: "ben", real_name: "Ben Ray", profile: { display_name: "" } },
    { id: "U3", name: "helper", is_bot: true },
  ],
};
const said = (ts: string, text: string, more: object = {}) => ({ type: "message", user: "U1", ts, text, ...more });
const exportOf = (days: Record<string, unknown[]>, lists: Record<string, unknown> = LISTS, root = "") =>
  zipOf(
    Object.fromEntries(
      Object.entries({ ...lists, ...days }).map(([name, value]) => [root + name, JSON.stringify(value)]),
    ),
  );
const read = async (days: Record<string, unknown[]>, lists?: Record<string, unknown>, root?: string) =>
  readTranscript(slackExport, memoryFile("export.zip", await exportOf(days, lists, root)));

describe("a Slack export", () => {
  test("gives channels and threads the ids of the webhooks, over all days in their order", async () => {
    const { conversations, items } = await read({
      "support/2026-01-02.json": [
        said("1767312000.000100", "later reply", { thread_ts: "1767225600.000100" }),
        said("1767312001.000100", "later"),
      ],
      "support/2026-01-01.json": [
        said("1767225600.000100", "root", { thread_ts: "1767225600.000100", reply_count: 2 }),
        said("1767225601.000100", "reply", {
          thread_ts: "1767225600.000100",
          subtype: "thread_broadcast",
          root: { text: "root" },
        }),
      ],
      "D1/2026-01-01.json": [said("1767225602.000100", "direct", { user: "U2" })],
    });
    expect(
      Object.fromEntries(
        Object.entries(conversations).map(([id, all]) => [id, all.map(({ id: ts, text }) => [ts, text])]),
      ),
    ).toEqual({
      C1: [
        ["1767225600.000100", "root"],
        ["1767312001.000100", "later"],
      ],
      "C1:1767225600.000100": [
        ["1767225601.000100", "reply"],
        ["1767312000.000100", "later reply"],
      ],
      D1: [["1767225602.000100", "direct"]],
    });
    expect(items.find((item) => item.kind === "messages" && item.conversation.id === "C1")).toMatchObject({
      conversation: { title: "support" },
      messages: [{ sequence: 1767225600000100n, sentAt: new Date(1767225600000) }],
    });
  });

  test.each<[string, object, object]>([
    [
      "names in mentions and entities",
      said("1.000001", "<@U2> &amp; <#C1> <!here>"),
      { text: "@Ben Ray & #support @here", speaker: { id: "U1", name: "Ann" } },
    ],
    [
      "a bot by its list entry",
      said("1.000001", "hi", { user: "U3" }),
      { role: "assistant", speaker: { id: "U3", name: "helper" } },
    ],
    [
      "a bot by its message",
      said("1.000001", "hi", { user: undefined, subtype: "bot_message", bot_id: "B1", username: "Alerts" }),
      { role: "assistant", speaker: { id: "B1", name: "Alerts" } },
    ],
    [
      "a guest who is in no list",
      said("1.000001", "hi", { user: "U9", user_profile: { display_name: "Cleo" } }),
      { role: "user", speaker: { id: "U9", name: "Cleo" } },
    ],
    [
      "an edit",
      said("1.000001", "hi", { edited: { user: "U1", ts: "60.000000" } }),
      { text: "hi", editedAt: new Date(60_000) },
    ],
    [
      "a file",
      said("1.000001", "look", { files: [{ mimetype: "image/png", name: "lake.png" }] }),
      { text: "look\n[image: lake.png]" },
    ],
    ["a topic", said("1.000001", "set the topic: night", { subtype: "channel_topic" }), { role: "system" }],
    [
      "a deletion",
      said("1.000001", "This message was deleted.", { subtype: "tombstone", user: "USLACKBOT" }),
      { isDeleted: true, text: "[deleted]" },
    ],
  ])("reads %s", async (_, message, expected) => {
    expect((await read({ "support/2026-01-01.json": [message] })).messages).toMatchObject([expected]);
  });

  test("counts notices, empty messages and copies, and rejects what has no time", async () => {
    const day = [
      said("1.000001", "a"),
      said("1.000001", "a"),
      said("2.000001", "joined", { subtype: "channel_join" }),
      said("3.000001", ""),
      { type: "message", text: "b" },
      "b",
    ];
    expect(await read({ "support/2026-01-01.json": day })).toMatchObject({
      messages: [{ text: "a" }],
      rejected: [5, 6],
      skipped: { "copies of messages": 1, "notices of the app": 1, "messages without text": 1 },
    });
  });

  test("is found in a folder of its own, and named by ids as other tools do", async () => {
    const { conversations } = await read({ "C1/2026-01-01.json": [said("1.000001", "a")] }, LISTS, "my export/");
    expect(Object.keys(conversations)).toEqual(["C1"]);
  });

  test("takes the name of a folder that is in no list as the id, and says so", async () => {
    const { conversations, warnings } = await read({ "old/2026-01-01.json": [said("1.000001", "a")] });
    expect(Object.keys(conversations)).toEqual(["old"]);
    expect(warnings).toEqual(["1 folders are in no list of channels: their names were taken as ids."]);
  });

  test("is told from other zips by its lists", async () => {
    expect(await detects(slackExport, await exportOf({ "support/2026-01-01.json": [] }))).toBe(true);
    expect(await detects(slackExport, await zipOf({ "users.json": "[]", "a.json": "[]" }))).toBe(false);
    expect(await detects(slackExport, "[]")).toBe(false);
  });

  test("is refused without messages, and as another zip", async () => {
    await expect(read({ "support/2026-01-01.json": [] })).rejects.toThrow(TranscriptRefused);
    await expect(readTranscript(slackExport, await zipOf({ "a.json": "[]" }))).rejects.toThrow("Slack");
    await expect(read({ "support/2026-01-01.json": {} as unknown[] })).rejects.toThrow(TranscriptRefused);
  });
});
