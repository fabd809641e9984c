import { describe, expect, test } from "vitest";
import { alignmenter } from "@/domain/ingest/transcripts/alignmenter";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { sillytavern } from "@/domain/ingest/transcripts/sillytavern";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { hasSamples, readWith, sample } from "@/domain/testing/transcript-files";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const turn = (session_id: string, turn_index: number, text: string, role = "user") => ({
  session_id,
  turn_index,
  role,
  text,
});

describe("alignmenter", () => {
  test("groups turns by session, in the order of their numbers", async () => {
    const content = lines(turn("s1", 2, "b", "assistant"), turn("s1", 1, "a"), turn("s2", 1, "c"));
    expect(alignmenter.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, others } = await readWith(alignmenter, content);
    expect(
      [...conversations].map(([id, messages]) => [id, messages.map((each) => [each.id, each.role, each.text])]),
    ).toEqual([
      [
        "s1",
        [
          ["1", "user", "a"],
          ["2", "assistant", "b"],
        ],
      ],
      ["s2", [["1", "user", "c"]]],
    ]);
    expect(others).toEqual([]);
  });

  test("tells of numbers that are there twice, of gaps, and of what is no turn", async () => {
    const content = lines(turn("s1", 1, "a"), turn("s1", 1, "again"), turn("s1", 4, "d"), { session_id: "s1" });
    const { messages, others } = await readWith(alignmenter, content);
    expect(messages.map(({ text }) => text)).toEqual(["a", "d"]);
    expect(others).toEqual([
      { kind: "rejected", line: 2, reason: expect.stringContaining("another turn") },
      { kind: "rejected", line: 4, reason: expect.stringContaining("not a turn") },
      { kind: "warning", text: expect.stringMatching(/^2 turns are missing/) },
    ]);
  });

  test.skipIf(!hasSamples).each([
    ["alignmenter/demo_conversations.jsonl", 10, 60],
    ["alignmenter/mini_cli_dataset.jsonl", 2, 4],
  ])("reads %s (skipped: there is no ../shared/samples)", async (name, size, count) => {
    const bytes = sample(name);
    expect(alignmenter.detect(await takeSample(memoryFile("a", bytes)))).toBe(true);
    const { conversations, messages, others } = await readWith(alignmenter, bytes);
    expect([conversations.size, messages.length, others]).toEqual([size, count, []]);
  });
});

describe("sillytavern", () => {
  const header = { user_name: "Ravi", character_name: "Luna", create_date: "2023-5-31@19h24m12s", chat_metadata: {} };
  const mes = (name: string, text: string, more: object = {}) => ({
    name,
    is_user: name === "Ravi",
    mes: text,
    ...more,
  });

  test("reads who speaks, when, and counts other answers", async () => {
    const content = lines(
      header,
      mes("Luna", "Hello", { send_date: "2023-5-31 @19h 24m 12s 345ms", swipes: ["Hello", "Hey", "Hi"] }),
      mes("Ravi", "hi", { send_date: "June 1, 2023 4:05pm" }),
      mes("Ravi", "hi", { send_date: "June 1, 2023 4:05pm" }),
      mes("Note", "a narrator", { is_system: true, send_date: 1685635200000 }),
      mes("Luna", " "),
      { other: 1 },
    );
    expect(sillytavern.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, messages, others } = await readWith(sillytavern, content, { timezone: "Europe/Paris" });
    expect(
      messages.map(({ role, speaker, text, sentAt }) => [role, speaker.name, text, sentAt?.toISOString()]),
    ).toEqual([
      ["assistant", "Luna", "Hello", "2023-05-31T17:24:12.000Z"],
      ["user", "Ravi", "hi", "2023-06-01T14:05:00.000Z"],
      ["user", "Ravi", "hi", "2023-06-01T14:05:00.000Z"],
      ["system", "Note", "a narrator", "2023-06-01T16:00:00.000Z"],
    ]);
    expect([conversations.size, new Set(messages.map(({ id }) => id)).size]).toEqual([1, 4]);
    expect(others).toEqual([
      { kind: "rejected", line: 7, reason: "The line is not a message of SillyTavern." },
      { kind: "skipped", what: "other answers (swipes)", count: 2 },
      { kind: "skipped", what: "messages without text", count: 1 },
    ]);
  });

  test("knows a chat again when it has grown", async () => {
    const short = await readWith(sillytavern, lines(header, mes("Ravi", "hi")));
    const long = await readWith(
      sillytavern,
      lines({ ...header, chat_metadata: { n: 2 } }, mes("Ravi", "hi"), mes("Luna", "so")),
    );
    expect([...long.conversations.keys()]).toEqual([...short.conversations.keys()]);
    expect(long.messages[0]?.id).toBe(short.messages[0]?.id);
  });

  test("reads a chat whose first line is missing, and refuses one without messages", async () => {
    const { messages } = await readWith(sillytavern, lines(mes("Ravi", "hi"), mes("Luna", "so")));
    expect(messages.map(({ text }) => text)).toEqual(["hi", "so"]);
    await expect(readWith(sillytavern, lines(header))).rejects.toThrow(/No message was found/);
  });
});
