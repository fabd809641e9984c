import { describe, expect, test } from "vitest";
import { intercomExport } from "@/domain/ingest/transcripts/intercom-export";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { zendeskExport } from "@/domain/ingest/transcripts/zendesk-export";
import { hasSamples, readWith, sample } from "@/domain/testing/transcript-files";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

describe("intercom-export", () => {
  const part = (id: string, type: string, by: string, body: string | null, more: object = {}) => ({
    type: "conversation_part",
    id,
    part_type: type,
    body,
    created_at: 1_700_000_100,
    author: { type: by, id: `${by}-1`, name: `The ${by}` },
    ...more,
  });
  const conversation = {
    type: "conversation",
    id: "9007199254740993",
    created_at: 1_700_000_000,
    title: null,
    source: {
      type: "conversation",
      id: "s1",
      body: "<p>I need <b>help</b></p>",
      author: { type: "user", id: "user-1", name: "Mira" },
    },
    conversation_parts: {
      conversation_parts: [
        part("p1", "comment", "admin", "<p>Tell me &amp; more</p>"),
        part("p2", "note", "admin", "<p>call her</p>"),
        part("p3", "comment", "bot", "a machine"),
        part("p4", "assignment", "admin", null),
        part("p5", "comment", "user", null, { redacted: true }),
        part("p6", "comment", "user", "", {
          attachments: [{ type: "upload", name: "lake.png", content_type: "image/png" }],
        }),
        { type: "conversation_part" },
      ],
      total_count: 9,
    },
  };

  test.each<[string, string]>([
    ["JSONL", lines(conversation)],
    ["one conversation", JSON.stringify(conversation, null, 2)],
    ["a list", JSON.stringify({ type: "conversation.list", conversations: [conversation] })],
    [
      "an array with a big number for the id",
      `[${JSON.stringify(conversation).replace('"9007199254740993"', "9007199254740993")}]`,
    ],
  ])("reads %s", async (_, content) => {
    expect(intercomExport.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, others } = await readWith(intercomExport, content);
    const messages = conversations.get("9007199254740993") ?? [];
    expect(messages.map((each) => [each.id, each.role, each.text, each.isPrivateNote ?? false])).toEqual([
      ["s1", "user", "I need help", false],
      ["p1", "agent", "Tell me & more", false],
      ["p2", "agent", "call her", true],
      ["p3", "assistant", "a machine", false],
      ["p6", "user", "[image: lake.png]", false],
    ]);
    expect([messages[0]?.sentAt, messages[0]?.speaker]).toEqual([
      new Date(1_700_000_000_000),
      { id: "user-1", name: "Mira" },
    ]);
    expect(others).toEqual([
      { kind: "rejected", line: 1, reason: expect.stringContaining("no id") },
      { kind: "skipped", what: "parts without text", count: 1 },
      { kind: "skipped", what: "deleted messages", count: 1 },
      { kind: "warning", text: expect.stringMatching(/^2 parts/) },
    ]);
  });

  test("rejects what is no conversation", async () => {
    const { messages, others } = await readWith(intercomExport, lines({ type: "admin" }, conversation));
    expect([messages.length, others[0]]).toEqual([5, { kind: "rejected", line: 1, reason: expect.any(String) }]);
  });

  test.skipIf(!hasSamples)(
    "reads the conversations in trigger.dev's samples (skipped: there is no ../shared/samples)",
    async () => {
      const deliveries: { body: { data: { item: { type: string } } } }[] = JSON.parse(
        String(sample("triggerdev/intercom.json")),
      );
      const items = deliveries.map(({ body }) => body.data.item).filter(({ type }) => type === "conversation");
      const { messages } = await readWith(intercomExport, lines(...items));
      expect(items.length).toBeGreaterThan(0);
      expect(messages.length).toBeGreaterThanOrEqual(items.length);
    },
  );
});

describe("zendesk-export", () => {
  const comment = (id: number, author_id: number, body: string, more: object = {}) => ({
    id,
    type: "Comment",
    author_id,
    body,
    public: true,
    created_at: "2024-03-05T10:00:00Z",
    ...more,
  });
  const ticket = {
    id: 35436,
    subject: "Not well",
    requester_id: 1,
    assignee_id: 2,
    created_at: "2024-03-05T09:59:00Z",
    comments: [
      comment(11, 1, "I need help"),
      comment(12, 2, "Tell me more"),
      comment(13, 3, "watch this one", { public: false }),
      comment(14, 4, "I am her sister", { via: { channel: "email" } }),
      comment(15, 5, "from the agents' page", { via: { channel: "web" } }),
      comment(16, 1, "", { attachments: [{ file_name: "lake.png", content_type: "image/png" }] }),
      comment(17, 1, ""),
      { body: "no id" },
    ],
  };
  const expected = [
    ["subject", "user", "Not well", false],
    ["11", "user", "I need help", false],
    ["12", "agent", "Tell me more", false],
    ["13", "agent", "watch this one", true],
    ["14", "user", "I am her sister", false],
    ["15", "agent", "from the agents' page", false],
    ["16", "user", "[image: lake.png]", false],
  ];

  test.each<[string, string]>([
    ["one ticket a line", lines(ticket)],
    ["an array", JSON.stringify([ticket], null, 1)],
    ["a list of the API", JSON.stringify({ tickets: [ticket], count: 1 }, null, 1)],
  ])("reads %s", async (_, content) => {
    expect(zendeskExport.detect(await takeSample(memoryFile("a", content)))).toBe(true);
    const { conversations, others } = await readWith(zendeskExport, content);
    const messages = conversations.get("35436") ?? [];
    expect(messages.map((each) => [each.id, each.role, each.text, each.isPrivateNote ?? false])).toEqual(expected);
    expect(messages[1]?.sentAt).toEqual(new Date("2024-03-05T10:00:00Z"));
    expect(others).toEqual([
      { kind: "rejected", line: 1, reason: expect.stringContaining("no id") },
      { kind: "skipped", what: "comments without text", count: 1 },
    ]);
  });

  test.each<[string, string]>([
    [
      "in the ticket",
      lines({
        ...ticket,
        users: [
          { id: 2, name: "Ben", role: "end-user" },
          { id: 1, name: "Mira", role: "admin" },
        ],
      }),
    ],
    [
      "after the tickets",
      JSON.stringify({
        tickets: [ticket],
        users: [
          { id: 2, name: "Ben", role: "end-user" },
          { id: 1, name: "Mira", role: "admin" },
        ],
      }),
    ],
    [
      "on lines before",
      lines({ id: 2, name: "Ben", role: "end-user" }, { id: 1, name: "Mira", role: "admin" }, ticket),
    ],
  ])("takes roles and names from users %s", async (_, content) => {
    const { messages } = await readWith(zendeskExport, content);
    expect(
      messages.filter(({ id }) => id === "11" || id === "12").map(({ role, speaker }) => [role, speaker.name]),
    ).toEqual([
      ["agent", "Mira"],
      ["user", "Ben"],
    ]);
  });

  test("takes words from HTML where there is nothing else, and refuses tickets without comments", async () => {
    const html = { id: 1, comments: [{ id: 2, author_id: 3, public: true, html_body: "<p>one</p><p>two</p>" }] };
    expect((await readWith(zendeskExport, lines(html))).messages[0]?.text).toBe("one\ntwo");
    await expect(readWith(zendeskExport, lines({ id: 1, subject: "x" }))).rejects.toThrow(/1 record could not/);
  });
});
