import { describe, expect, test } from "vitest";
import { chatgptExport } from "@/domain/ingest/transcripts/chatgpt-export";
import { claudeExport } from "@/domain/ingest/transcripts/claude-export";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { hasSamples, readWith, sample, zipOf } from "@/domain/testing/transcript-files";

type Node = { parent: string | null; children: string[]; message: object | null };

/** A tree of nodes, each "id < parent: role: text"; every id is its message's too. */
function treeOf(...nodes: (string | [string, object])[]): Record<string, Node> {
  const tree: Record<string, Node> = { root: { parent: null, children: [], message: null } };
  nodes.forEach((each, index) => {
    const [line, more] = typeof each === "string" ? [each, {}] : each;
    const [, id = "", parent = "", role = "", text = ""] = /^(\w+) < (\w+): (\w+): (.*)$/.exec(line) ?? [];
    const content = { content_type: "text", parts: [text] };
    const message = {
      id,
      author: { role, name: null },
      create_time: 1_700_000_000.5 + index,
      content,
      weight: 1,
      recipient: "all",
      ...more,
    };
    tree[id] = { parent, children: [], message };
    tree[parent]?.children.push(id);
  });
  return tree;
}
const conversation = (mapping: object, more: object = {}) => ({
  title: "T",
  create_time: 1,
  mapping,
  conversation_id: "c1",
  ...more,
});
const texts = async (...conversations: object[]) =>
  (await readWith(chatgptExport, JSON.stringify(conversations))).messages.map(
    ({ role, text, isDeleted }) => `${role}${isDeleted ? " (left)" : ""}: ${text}`,
  );

describe("chatgpt-export", () => {
  test("follows the current branch, and keeps what the user wrote on branches that were left", async () => {
    const tree = treeOf(
      "u1 < root: user: first try",
      "a1 < u1: assistant: one",
      "u3 < a1: user: deeper",
      "u2 < root: user: second try",
      "a2 < u2: assistant: two",
    );
    const read = await readWith(chatgptExport, JSON.stringify([conversation(tree, { current_node: "a2" })]));
    expect(read.messages.map(({ id, role, text, isDeleted }) => [id, role, text, isDeleted])).toEqual([
      ["u1", "user", "first try", true],
      ["u3", "user", "deeper", true],
      ["u2", "user", "second try", undefined],
      ["a2", "assistant", "two", undefined],
    ]);
    expect(read.messages[0]?.sentAt).toEqual(new Date(1_700_000_000_500));
    expect(read.others).toEqual([{ kind: "skipped", what: "answers on branches that were left", count: 1 }]);
  });

  test.each<[string, object, string[]]>([
    [
      "no current node: the latest leaf",
      conversation(treeOf("u1 < root: user: a", "a1 < u1: assistant: b", "a2 < u1: assistant: c")),
      ["user: a", "assistant: c"],
    ],
    [
      "a current node that is not there",
      conversation(treeOf("u1 < root: user: a"), { current_node: "gone" }),
      ["user: a"],
    ],
    [
      "a parent that is not there",
      conversation(treeOf("u1 < gone: user: a", "a1 < u1: assistant: b"), { current_node: "a1" }),
      ["user: a", "assistant: b"],
    ],
    [
      "a circle",
      conversation(
        { ...treeOf("x < y: user: a", "y < x: user: b"), y: treeOf("y < x: user: b").y },
        { current_node: "y" },
      ),
      ["user: a", "user: b"],
    ],
    [
      "keys that every object has",
      conversation(treeOf("u1 < root: user: a"), { current_node: "constructor" }),
      ["user: a"],
    ],
  ])("stands %s", async (_, value, expected) => {
    expect(await texts(value)).toEqual(expected);
  });

  test("leaves out what nobody said, and counts it", async () => {
    const tree = treeOf(
      "s1 < root: system: ",
      ["s2 < s1: user: about me", { metadata: { is_visually_hidden_from_conversation: true } }],
      "u1 < s2: user: draw this",
      ["t0 < u1: assistant: hm", { content: { content_type: "thoughts", thoughts: [] } }],
      ["t1 < t0: assistant: {}", { recipient: "dalle.text2im" }],
      [
        "t2 < t1: tool: ",
        { content: { content_type: "multimodal_text", parts: [{ content_type: "image_asset_pointer" }] } },
      ],
      ["w0 < t2: assistant: weightless", { weight: 0 }],
      ["a1 < w0: assistant: ", { content: { content_type: "code", text: "print(1)" } }],
      [
        "u2 < a1: user: ",
        {
          content: {
            content_type: "multimodal_text",
            parts: [
              { content_type: "audio_transcription", text: "said aloud" },
              { content_type: "audio_asset_pointer" },
            ],
          },
        },
      ],
      [
        "u3 < u2: user: ",
        { content: { content_type: "multimodal_text", parts: [{ content_type: "image_asset_pointer" }, "look"] } },
      ],
      ["b1 < u3: broken: x", { author: null }],
    );
    const read = await readWith(chatgptExport, JSON.stringify([conversation(tree, { current_node: "b1" })]));
    expect(read.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      "user: draw this",
      "system: [image]",
      "assistant: print(1)",
      "user: said aloud",
      "user: [image]\nlook",
    ]);
    expect(read.others).toEqual([
      { kind: "rejected", line: 1, reason: "A message of the conversation has no author." },
      { kind: "skipped", what: "messages without text", count: 1 },
      { kind: "skipped", what: "hidden messages", count: 2 },
      { kind: "skipped", what: "thoughts of the model", count: 1 },
      { kind: "skipped", what: "messages to tools", count: 1 },
    ]);
  });

  const plain = (id: string) => conversation(treeOf("u1 < root: user: hello"), { conversation_id: id });
  test("reads a zip whose conversations are split over files, and other shapes of the file", async () => {
    const zip = await zipOf({
      "conversations-001.json": JSON.stringify([plain("c2")]),
      "conversations-000.json": JSON.stringify([plain("c1")]),
      "chat.html": "<html>",
      "user.json": "{}",
    });
    for (const [content, ids] of [
      [zip, ["c1", "c2"]],
      [await zipOf({ "export/conversations.json": JSON.stringify([plain("c1")]) }), ["c1"]],
      [JSON.stringify({ conversations: [plain("c1"), plain("c2")] }), ["c1", "c2"]],
      [JSON.stringify([plain("c1"), { mapping: 1 }]), ["c1"]],
      [JSON.stringify(plain("c1"), null, 2), ["c1"]],
    ] as const) {
      expect(chatgptExport.detect(await takeSample(memoryFile("a", content as string)))).toBe(true);
      expect([...(await readWith(chatgptExport, content)).conversations.keys()]).toEqual(ids);
    }
  });

  test("walks a tree that is far wider or deeper than any call stack", { timeout: 60_000 }, async () => {
    const wide: Record<string, object> = { root: { parent: null, children: [], message: null } };
    const deep: Record<string, object> = {};
    const said = (id: string) => ({ id, author: { role: "user" }, content: { content_type: "text", parts: ["x"] } });
    for (let at = 0; at < 130_000; at++) {
      wide[`n${at}`] = { parent: "root", children: [], message: said(`n${at}`) };
      deep[`n${at}`] = { parent: `n${at - 1}`, children: [`n${at + 1}`], message: said(`n${at}`) };
    }
    for (const [tree, left] of [
      [wide, 129_999],
      [deep, 0],
    ] as const) {
      const { messages } = await readWith(
        chatgptExport,
        JSON.stringify([conversation(tree, { current_node: "n129999" })]),
      );
      expect([messages.length, messages.filter(({ isDeleted }) => isDeleted).length]).toEqual([130_000, left]);
    }
  });

  test("makes the same id for a conversation without one at every reading", async () => {
    const value = JSON.stringify([conversation(treeOf("u1 < root: user: a"), { conversation_id: undefined })]);
    const ids = [await readWith(chatgptExport, value), await readWith(chatgptExport, value)].map((read) => [
      ...read.conversations.keys(),
    ]);
    expect(ids[0]).toEqual(ids[1]);
  });

  test("refuses the zip of another export, and one without messages", async () => {
    const claude = await zipOf({ "conversations.json": JSON.stringify([{ uuid: "1", chat_messages: [] }]) });
    await expect(readWith(chatgptExport, claude)).rejects.toThrow(/another format/);
    await expect(readWith(chatgptExport, await zipOf({ "a.txt": "a" }))).rejects.toThrow(/no conversations.json/);
    await expect(texts(conversation({ root: { message: null, parent: null, children: [] } }))).rejects.toThrow(
      /No message/,
    );
  });

  test.skipIf(!hasSamples)("reads convoviz's samples (skipped: there is no ../shared/samples)", async () => {
    const bytes = sample("convoviz/conversations.json");
    expect(chatgptExport.detect(await takeSample(memoryFile("a", bytes)))).toBe(true);
    const { conversations, others } = await readWith(chatgptExport, bytes);
    expect([...conversations].map(([id, messages]) => [id, messages.map(({ text }) => text)])).toEqual([
      ["conversation_111", ["system message 111", "user message 111", "assistant message 111"]],
      ["conversation_222", ["user message 222", "assistant message 222"]],
      ["branching_conv", ["Hello, can you help?", "Sure thing! What do you need?"]],
    ]);
    expect(others).toEqual([{ kind: "skipped", what: "answers on branches that were left", count: 1 }]);
  });
});

describe("claude-export", () => {
  const message = (uuid: string, sender: string, more: object) => ({
    uuid,
    sender,
    created_at: "2025-03-04T05:06:07.123456Z",
    ...more,
  });
  const value = [
    {
      uuid: "conv-1",
      name: "A talk",
      chat_messages: [
        message("m1", "human", {
          text: "hi",
          attachments: [{ file_name: "", extracted_content: "a long paste" }],
          files: [{ file_name: "lake.png" }],
        }),
        message("m2", "assistant", {
          text: "",
          content: [
            { type: "text", text: "one" },
            { type: "tool_use", name: "x" },
            { type: "text", text: "two" },
          ],
        }),
        message("m3", "assistant", { text: "", content: [] }),
        { text: "who" },
      ],
    },
    { uuid: "conv-2", name: "", chat_messages: [] },
    { name: "no uuid" },
  ];

  test.each<[string, () => Promise<string | Uint8Array>]>([
    ["the file", async () => JSON.stringify(value)],
    [
      "the zip",
      async () => zipOf({ "conversations.json": JSON.stringify(value), "users.json": "[]", "projects.json": "[]" }),
    ],
  ])("reads %s", async (_, make) => {
    const content = await make();
    expect(claudeExport.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, messages, others } = await readWith(claudeExport, content);
    expect([...conversations.keys()]).toEqual(["conv-1"]);
    expect(messages.map(({ id, role, text }) => [id, role, text])).toEqual([
      ["m1", "user", "hi\n[file]\na long paste\n[image: lake.png]"],
      ["m2", "assistant", "one\ntwo"],
    ]);
    expect(messages[0]?.sentAt?.toISOString()).toBe("2025-03-04T05:06:07.123Z");
    expect(others).toEqual([
      { kind: "rejected", line: 1, reason: expect.stringContaining("no uuid") },
      { kind: "rejected", line: 3, reason: expect.stringContaining("not a conversation") },
      { kind: "skipped", what: "messages without text", count: 1 },
    ]);
  });

  test("does not take ChatGPT's zip for its own", async () => {
    const zip = await zipOf({ "conversations.json": "[]", "chat.html": "", "user.json": "{}" });
    expect(claudeExport.detect(await takeSample(memoryFile("a", zip)))).toBe(false);
  });
});
