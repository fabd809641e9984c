import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { openaiMessages } from "@/domain/ingest/transcripts/openai-messages";
import { sharegpt } from "@/domain/ingest/transcripts/sharegpt";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { hasSamples, readWith, sample } from "@/domain/testing/transcript-files";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const said = async (content: string) =>
  (await readWith(openaiMessages, content)).messages.map(({ role, text }) => [role, text]);
const hi = { role: "user", content: "hi" };
const hello = { role: "assistant", content: "hello" };

describe("openai-messages", () => {
  test.each<[string, string]>([
    ["JSONL", lines({ messages: [hi, hello] }, { messages: [hi] })],
    ["an array", JSON.stringify([{ messages: [hi, hello] }, { messages: [hi] }], null, 2)],
    ["arrays of turns", JSON.stringify([[hi, hello], [hi]])],
    ["JSONL of arrays", lines([hi, hello], [hi])],
  ])("reads %s as conversations", async (_, content) => {
    const { conversations } = await readWith(openaiMessages, content);
    expect([...conversations.values()].map((each) => each.map(({ role, text }) => [role, text]))).toEqual([
      [
        ["user", "hi"],
        ["assistant", "hello"],
      ],
      [["user", "hi"]],
    ]);
    expect((await takeSample(memoryFile("a", content))).text).not.toBeNull();
    expect(openaiMessages.detect(await takeSample(memoryFile("a", content)))).toBe(true);
  });

  test.each<[string, string]>([
    ["an array of turns", JSON.stringify([hi, hello, hi])],
    ["a turn a line", lines(hi, hello, hi)],
    ["one object", JSON.stringify({ messages: [hi, hello, hi] }, null, 2)],
  ])("reads %s as one conversation whose equal messages stay apart", async (_, content) => {
    const { conversations, messages } = await readWith(openaiMessages, content);
    expect([conversations.size, messages.length, new Set(messages.map(({ id }) => id)).size]).toEqual([1, 3, 3]);
    expect(openaiMessages.detect(await takeSample(memoryFile("a", content)))).toBe(true);
  });

  test("reads the roles, parts and names there are", async () => {
    const messages = [
      { role: "developer", content: "be kind" },
      {
        role: "user",
        name: "Mira",
        content: [{ type: "text", text: "see" }, { type: "image_url", image_url: {} }, "this"],
      },
      { role: "assistant", content: null, tool_calls: [{}] },
      { role: "tool", content: "42" },
      { role: "assistant", content: [{ type: "output_text", text: "so" }] },
      { role: "assistant", content: null, refusal: "I cannot" },
      { role: "narrator", content: "later" },
      { content: "who said this" },
    ];
    const read = await readWith(openaiMessages, lines({ messages }));
    expect(read.messages.map(({ role, speaker, text }) => [role, speaker.name ?? speaker.id, text])).toEqual([
      ["system", "developer", "be kind"],
      ["user", "Mira", "see\n[image]\nthis"],
      ["system", "tool", "42"],
      ["assistant", "assistant", "so"],
      ["assistant", "assistant", "I cannot"],
      ["user", "narrator", "later"],
    ]);
    expect(read.others).toEqual([
      { kind: "rejected", line: 1, reason: "Turn 8 says neither a role nor a speaker." },
      { kind: "skipped", what: "messages without text", count: 1 },
      expect.objectContaining({ kind: "warning" }),
    ]);
  });

  test("reads Vigil's own evaluation lines", async () => {
    const content = lines(
      { id: "case-1", messages: [{ role: "agent", text: "good evening" }], expected: { outcome: "none" } },
      { text: "words", expected: { outcome: "risk" } },
      { messages: [{ role: "user", text: "x", externalId: "m1", author: "u7", sentAt: "2026-01-02T03:04:05Z" }] },
    );
    const { conversations } = await readWith(openaiMessages, content);
    const [first, second, third] = [...conversations.values()].flat();
    expect([...conversations.keys()][0]).toBe("case-1");
    expect([first?.role, first?.text, second?.role, second?.text]).toEqual(["agent", "good evening", "user", "words"]);
    expect(third).toMatchObject({ id: "m1", speaker: { id: "u7" }, sentAt: new Date("2026-01-02T03:04:05Z"), line: 3 });
    expect(openaiMessages.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    expect(openaiMessages.detect(await takeSample(memoryFile("a", lines({ text: "words" }))))).toBe(true);
  });

  test("gives the same ids at every reading, and equal records ids of their own", async () => {
    const content = lines({ messages: [hi, hi] }, { messages: [hi, hi] }, { messages: [hi] });
    const [one, two] = [await readWith(openaiMessages, content), await readWith(openaiMessages, `\ufeff${content}\n`)];
    expect(one.conversations).toEqual(two.conversations);
    expect(one.conversations.size).toBe(3);
    for (const messages of one.conversations.values())
      expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  });

  test("names the lines that cannot be used, and reads the others", async () => {
    const content = `${lines({ messages: [hi] })}\n{"messages": [\n\n${lines({ other: 1 }, 7, { messages: [hello] })}`;
    const { messages, others } = await readWith(openaiMessages, content);
    expect(messages.map(({ text, line }) => [text, line])).toEqual([
      ["hi", 1],
      ["hello", 6],
    ]);
    expect(others.map((item) => item.kind === "rejected" && [item.line, item.reason])).toEqual([
      [2, "The line is not JSON."],
      [4, expect.stringContaining("neither messages")],
      [5, expect.stringContaining("neither messages")],
    ]);
  });

  test.each<[string, string, RegExp]>([
    ["an empty file", "", /No message was found/],
    ["empty conversations", lines({ messages: [] }), /No message was found/],
    ["words", "a\nb\n", /not JSON/],
    ["a JSON file that is cut off", JSON.stringify([{ messages: [hi] }]).slice(0, -4), /cut off/],
    ["a line nested to use up memory", `{"messages":${"[".repeat(200_000)}\n{"a":1}`, /2 records could not/],
  ])("refuses %s", async (_, content, reason) => {
    await expect(said(content)).rejects.toThrow(reason);
  });

  test("reads a record of very many turns, and times that are no times", { timeout: 30_000 }, async () => {
    const turns = Array.from({ length: 200_000 }, () => hi);
    expect((await readWith(openaiMessages, lines({ messages: turns }))).messages).toHaveLength(200_000);
    const sentAt = `2024-01-01${" ".repeat(500_000)}x`;
    expect(
      (await readWith(openaiMessages, lines({ messages: [{ ...hi, sentAt }] }))).messages[0]?.sentAt,
    ).toBeUndefined();
  });

  test("gives up quickly on marks that never end", { timeout: 10_000 }, async () => {
    const content = `{"messages":[{"role":"user","content":"${'\\"'.repeat(1_000_000)}\n${lines({ messages: [hi] })}`;
    const { messages, others } = await readWith(openaiMessages, content);
    expect([messages.length, others]).toEqual([1, [{ kind: "rejected", line: 1, reason: "The line is not JSON." }]]);
  });

  test("cuts a long conversation into items of 500", async () => {
    const messages = Array.from({ length: 1201 }, (_, at) => ({ role: "user", content: `m${at}` }));
    const sizes: number[] = [];
    for await (const item of openaiMessages.read(memoryFile("a", lines({ messages })), {}))
      if (item.kind === "messages") sizes.push(item.messages.length);
    expect(sizes).toEqual([500, 500, 201]);
  });

  test.skipIf(!hasSamples)("reads OpenAI's cookbook (skipped: there is no ../shared/samples)", async () => {
    const bytes = sample("openai-cookbook/toy_chat_fine_tuning.excerpt.jsonl");
    expect(openaiMessages.detect(await takeSample(memoryFile("a", bytes)))).toBe(true);
    const { conversations, messages, others } = await readWith(openaiMessages, bytes);
    expect([conversations.size, messages.length, others]).toEqual([4, 16, []]);
    expect([...conversations.values()].map((each) => each.length)).toEqual([3, 9, 2, 2]);
  });
});

describe("sharegpt", () => {
  const turns = [
    { from: "human", value: "hi" },
    { from: "gpt", value: "hello" },
    { from: "system", value: "be kind" },
    { from: "prompter", value: "more" },
    { from: "bard", value: "yes" },
    { from: "observation", value: "42" },
    { from: "gpt", value: "" },
  ];
  const roles = ["user", "assistant", "system", "user", "assistant", "system"];

  test.each<[string, string, string?]>([
    ["an array", JSON.stringify([{ id: "c1", conversations: turns }], null, 1), "c1"],
    ["JSONL", lines({ conversations: turns }, { conversations: turns.slice(0, 1) })],
    ["roles and contents", lines({ conversations: turns.map(({ from, value }) => ({ role: from, content: value })) })],
    ["other names of the list", lines({ messages: turns })],
  ])("reads %s", async (_, content, id) => {
    expect(sharegpt.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, others } = await readWith(sharegpt, content);
    const [first] = [...conversations];
    expect(first?.[1].map(({ role }) => role)).toEqual(roles);
    if (id !== undefined) expect(first?.[0]).toBe(id);
    expect(others).toEqual([{ kind: "skipped", what: "messages without text", count: 1 }]);
  });

  test("puts the system prompt of a record first", async () => {
    const { messages } = await readWith(sharegpt, lines({ system: "be kind", conversations: turns.slice(0, 1) }));
    expect(messages.map(({ role, text }) => [role, text])).toEqual([
      ["system", "be kind"],
      ["user", "hi"],
    ]);
  });

  test.skipIf(!hasSamples).each([
    ["fastchat/dummy_conversation.json", 500, 2000, 0],
    ["axolotl/conversation.json", 1, 12, 0],
    ["axolotl/conversation.missingturns.json", 1, 11, 1],
  ])("reads %s (skipped: there is no ../shared/samples)", async (name, size, count, withoutText) => {
    const bytes = sample(name);
    expect(sharegpt.detect(await takeSample(memoryFile("a", bytes)))).toBe(true);
    const { conversations, messages, others } = await readWith(sharegpt, bytes);
    expect([conversations.size, messages.length]).toEqual([size, count]);
    expect(others.map((item) => (item.kind === "skipped" ? item.count : item))).toEqual(
      withoutText ? [withoutText] : [],
    );
  });
});
