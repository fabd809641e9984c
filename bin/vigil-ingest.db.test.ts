/** Bringing transcripts in from the command line, on a real database. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { runVigil } from "@/bin/testing/run-vigil";
import { openDesk } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

// Each test starts several programs: seconds each on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let folder = "";
let variables: Record<string, string> = {};

const resultsSchema = z.array(
  z.object({
    file: z.string(),
    format: z.string().nullable(),
    conversations: z.number(),
    messages: z.number(),
    added: z.number(),
    rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
    warnings: z.array(z.string()),
    error: z.string().optional(),
  }),
);

async function ingest(...args: string[]) {
  const { code, stdout, stderr } = await runVigil(["ingest", ...args, "--json"], variables);
  return { code, stderr, results: stdout === "" ? [] : resultsSchema.parse(JSON.parse(stdout)) };
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

beforeAll(async () => {
  await openDesk();
  folder = await mkdtemp(path.join(tmpdir(), "vigil-ingest-"));
  const { DATABASE_URL = "", VIGIL_SECRET = "" } = process.env;
  variables = { DATABASE_URL, VIGIL_SECRET, DATA_DIR: folder };
});

afterAll(() => rm(folder, { recursive: true }));

const line = (text: string) => JSON.stringify({ messages: [{ role: "user", content: text }] });

describe("ingest", () => {
  test("says what is in a file without storing it, then stores it, once", async () => {
    const file = await fileOf("lines.txt", `${line("one")}\n${line("two")}\n{"messages": 1}\n`);
    const expected = { format: "openai-messages", conversations: 2, messages: 2, rejected: [{ line: 3 }] };
    const looked = await ingest(file, "--dry-run");
    expect(looked).toMatchObject({ code: 0, results: [{ file, ...expected, added: 0 }] });
    expect(await db().message.count()).toBe(0);
    expect(await ingest(file)).toMatchObject({ code: 0, results: [{ ...expected, added: 2 }] });
    expect(await ingest(file)).toMatchObject({ code: 0, results: [{ ...expected, added: 0 }] });
    expect(await db().message.count()).toBe(2);
  });

  test("goes on with the other files when one cannot be used, and ends with 1", async () => {
    const good = await fileOf("good.txt", line("three"));
    const bad = await fileOf("bad.bin", "\u0000\u0001");
    const missing = path.join(folder, "nowhere.txt");
    const { code, results } = await ingest(bad, missing, good, "--dry-run");
    expect(code).toBe(1);
    expect(results).toMatchObject([
      { format: null, error: expect.stringMatching(/./) },
      { format: null, error: expect.stringContaining("there is no file") },
      { format: "openai-messages", messages: 1 },
    ]);
  });

  test("warns of dates that fit two orders, and takes the one it is told", async () => {
    const file = await fileOf("chat.txt", "3/4/26, 10:00 - Wren: hello\n3/4/26, 10:01 - Ash: hi there\n");
    const guessed = await ingest(file, "--dry-run");
    expect(guessed.results[0]?.warnings.join()).toContain("--date-order");
    const told = await ingest(file, "--date-order", "mdy", "--timezone", "Europe/Berlin");
    expect(told.results[0]?.warnings).toEqual([]);
    const { sentAt } = await db().message.findFirstOrThrow({
      orderBy: { sentAt: "asc" },
      where: { sentAt: { not: null } },
    });
    expect(sentAt?.toISOString()).toBe("2026-03-04T09:00:00.000Z");
  });

  test.each([
    ["no file", [], "name at least one file"],
    ["a format that there is not", ["x", "--format", "nonsense"], "--format"],
    ["a time zone that there is not", ["x", "--timezone", "Mars/Olympus"], "--timezone"],
  ])("%s is wrong use", async (_, args, words) => {
    expect(await ingest(...args)).toMatchObject({ code: 2, results: [], stderr: expect.stringContaining(words) });
  });
});

describe("source create", () => {
  const createdSchema = z.object({
    id: z.uuid(),
    platform: z.string(),
    url: z.string(),
    secret: z.string().nullable(),
  });

  async function create(...args: string[]) {
    const { stdout, code, stderr } = await runVigil(["source", "create", ...args, "--json"], variables);
    expect(code, stderr).toBe(0);
    return createdSchema.parse(JSON.parse(stdout));
  }

  test("gives the address, and a secret where Vigil makes it up", async () => {
    const made = await create("--platform", "standard-webhooks", "--name", "Generic");
    expect(made.url).toContain(`/api/webhooks/standard-webhooks/${made.id}`);
    expect(made.secret).toMatch(/^whsec_/);
  });

  test("takes several secrets of a platform", async () => {
    const [one, two] = ["8f742231b10e8888abcd99d6e85a5a11", "9f742231b10e8888abcd99d6e85a5a22"];
    const made = await create("--platform", "slack", "--name", "Slack", "--secret", one, "--secret", two);
    expect(made).toMatchObject({ platform: "slack", secret: one });
    expect(await db().sourceSecret.count({ where: { sourceId: made.id, retiredAt: null } })).toBe(2);
  });
});
