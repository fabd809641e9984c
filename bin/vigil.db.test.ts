/** The command line as a program of its own, on a real database and against a stand-in for the model server. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { readLogFile } from "@/bin/commands/log-file";
import { type Ended, runVigil } from "@/bin/testing/run-vigil";
import { signIn } from "@/domain/access/testing/browser";
import { parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { checkLog } from "@/domain/audit/verify/check-log";
import { aRisk, conversationRead, openDesk, person, risky } from "@/domain/testing/desk";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { db } from "@/lib/db/client";

// Each test starts several programs: seconds each on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let standIn: ModelServer;
let folder = "";
let variables: Record<string, string> = {};

const vigil = (args: string[], more: Record<string, string> = {}, input?: string) =>
  runVigil(args, { ...variables, ...more }, input);

function json<S extends z.ZodType>({ stdout, stderr }: Ended, schema: S): z.infer<S> {
  expect(stdout.trim(), stderr).not.toBe("");
  return schema.parse(JSON.parse(stdout));
}

beforeAll(async () => {
  await openDesk();
  standIn = await startModelServer();
  folder = await mkdtemp(path.join(tmpdir(), "vigil-cli-"));
  const { DATABASE_URL = "", VIGIL_SECRET = "" } = process.env;
  variables = { DATABASE_URL, VIGIL_SECRET, DATA_DIR: folder, INFERENCE_URL: standIn.url };
});

afterAll(async () => {
  await standIn.close();
  await rm(folder, { recursive: true });
});

test("wrong use ends with 2 and says nothing on standard output, whatever is asked", async () => {
  const ended = await vigil(["key", "create", "--json"], { DATABASE_URL: "" });
  expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("usage: npm run vigil --") });
});

test("a wrong VIGIL_SECRET stops the command before it writes", async () => {
  expect((await vigil(["source", "list"])).code).toBe(0);
  const before = await db().source.count();
  const secret = { VIGIL_SECRET: "another-secret-another-secret-another-secret" };
  const ended = await vigil(["source", "create", "--platform", "api", "--name", "Never"], secret);
  expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("VIGIL_SECRET") });
  expect(await db().source.count()).toBe(before);
});

describe("classify", () => {
  test("answers what the API answers, from an argument and from standard input", async () => {
    const given = await vigil(["classify", "--json", "I want to end it all tonight"]);
    const piped = await vigil(["classify", "-", "--json"], {}, "I want to end it all tonight");
    for (const ended of [given, piped]) {
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ outcome: "risk", risks: [{ type: "suicide" }], calls: 1 });
    }
  });

  test("prints the problem document of a reading that failed, and ends with 1", async () => {
    const { code, stdout, stderr } = await vigil(["classify", "--json", "[[garbage]]"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 503, outcome: "unscored", reason: "output_not_understood" });
    expect(stderr).toContain("Not read");
  });
});

describe("evaluate", () => {
  const label = (id: string, text: string, outcome: string) => JSON.stringify({ id, text, expected: { outcome } });
  const right = [label("a", "I want to end it all tonight", "risk"), label("b", "kms lmao this exam", "none")];
  const wrong = [label("c", "words that say nothing", "risk"), label("d", "I want to end it all tonight", "none")];

  test("prints the figures, the misses, and what each strategy reached", async () => {
    await writeFile(path.join(folder, "labels.jsonl"), [...right, ...wrong].join("\n"));
    const ended = await vigil(["evaluate", path.join(folder, "labels.jsonl"), "--json", "--strategy", "single"]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      cases: 4,
      tp: 1,
      fp: 1,
      fn: 1,
      tn: 1,
      recall: 0.5,
      misses: [
        { id: "c", expected: "risk", got: "none" },
        { id: "d", expected: "none", got: "risk" },
      ],
      strategies: [{ strategy: "single", tp: 1, fn: 1 }],
      byType: expect.arrayContaining([expect.objectContaining({ type: "suicide", fp: 1 })]),
    });
  });

  test("never counts an answer it did not understand as “none”, and ends with 1", async () => {
    await writeFile(path.join(folder, "garbage.jsonl"), [...right, label("g", "[[garbage]]", "none")].join("\n"));
    const ended = await vigil(["evaluate", path.join(folder, "garbage.jsonl"), "--json"]);
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      cases: 3,
      tn: 1,
      unscored: 1,
      misses: [{ id: "g", got: "unscored" }],
    });
  });

  test("reads with the engine it is told", async () => {
    const asked = standIn.log.counts.received;
    const ended = await vigil(["evaluate", path.join(folder, "labels.jsonl"), "--json", "--engine", "offline"]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ cases: 4, engine: "offline" });
    expect(standIn.log.counts.received).toBe(asked);
  });
});

describe("sources, keys and people", () => {
  test("makes a source and a key for it, and lists them", async () => {
    const created = json(
      await vigil(["source", "create", "--platform", "api", "--name", "Day chat", "--json"]),
      z.strictObject({ id: z.uuid(), platform: z.literal("api"), name: z.string(), url: z.url(), secret: z.null() }),
    );
    const key = json(
      await vigil(["key", "create", "--name", "Day chat server", "--source", created.id, "--json"]),
      z.object({ id: z.uuid(), key: z.string().startsWith("vgl_"), sourceId: z.literal(created.id) }),
    );
    const listed = await vigil(["source", "list", "--json"]);
    expect(listed.stdout).not.toContain(key.key);
    expect(JSON.parse(listed.stdout)).toContainEqual(
      expect.objectContaining({ id: created.id, keys: [expect.objectContaining({ id: key.id })] }),
    );
    const again = await vigil(["source", "create", "--platform", "api", "--name", "Day chat", "--json"]);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 409 });
  });

  test("adds a person who can sign in, with the password given or the one that is made", async () => {
    const args = ["user", "create", "--role", "reviewer", "--role", "lead", "--json", "--email"];
    const made = json(
      await vigil([...args, "made@example.org"]),
      z.strictObject({ id: z.string(), email: z.string(), roles: z.array(z.string()), password: z.string() }),
    );
    expect(made.roles).toEqual(["reviewer", "lead"]);
    await signIn("made@example.org", made.password);
    const given = await vigil([...args, "given@example.org", "--password-stdin"], {}, "a password of mine\n");
    expect(JSON.parse(given.stdout)).not.toHaveProperty("password");
    await signIn("given@example.org", "a password of mine");
    const short = await vigil([...args, "short@example.org", "--password-stdin"], {}, "short\n");
    expect(short).toMatchObject({ code: 2, stdout: "" });
    const event = await db().auditEvent.findFirstOrThrow({
      where: { type: "access.user.created" },
      orderBy: { seq: "desc" },
    });
    expect(event).toMatchObject({ actorKind: "system", actorId: "cli" });
  });
});

describe("export, audit verify and doctor", () => {
  beforeAll(async () => {
    const me = await person("admin", "reviewer");
    await conversationRead(me, risky(aRisk()), "a secret sentence");
  });

  test.each(["decisions", "conversations", "evaluation", "audit"])("exports %s as one JSON array", async (kind) => {
    const rows = json(await vigil(["export", kind, "--json"]), z.array(z.looseObject({ id: z.string() })));
    if (kind === "conversations" || kind === "audit") expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("a secret sentence");
  });

  test("exports JSON lines and CSV, within the range that is asked for", async () => {
    const lines = await vigil(["export", "conversations"]);
    expect(
      lines.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).toEqual(["flagged"]);
    const csv = await vigil(["export", "conversations", "--format", "csv"]);
    expect(csv.stdout).toMatch(/^id,sourceId,platform,.*\r\n.*,flagged,.*\r\n$/);
    const none = await vigil(["export", "conversations", "--to", "2001-01-01", "--json"]);
    expect({ code: none.code, rows: JSON.parse(none.stdout) }).toEqual({ code: 0, rows: [] });
  });

  test("exports the figures with why one is not known, and what each conversation came to", async () => {
    const csv = await vigil(["export", "measure", "--format", "csv"]);
    expect(csv.stdout).toMatch(/^figure,by,key,unit,value,low,high,n,response,basis,reason,means\r\n/);
    expect(csv.stdout).toMatch(/\nrecall,all,,share,,,,0,/);
    const outcomes = json(
      await vigil(["export", "outcomes", "--json"]),
      z.array(z.looseObject({ outcome: z.string() })),
    );
    expect(outcomes).toEqual([expect.objectContaining({ outcome: "risk", answer: "open", tier: expect.any(Number) })]);
    const accuracy = await vigil(["export", "accuracy", "--format", "csv"]);
    expect(accuracy.stdout).toMatch(
      /^Applicability,Service,Reporting period,Section,Indicator,Scope,Value,Contextual Information\r\n/,
    );
    expect(accuracy.stdout).toContain(",Accuracy of the automated means - Precision,Total number,,Not known: ");
    expect((await vigil(["export", "measure", "--from", "2026-11-21T01:00:00Z"])).code).toBe(2);
  });

  test("finds the log as it was written", async () => {
    const ended = await vigil(["audit", "verify", "--json"]);
    expect(ended.code).toBe(0);
    const found = { ok: true, events: expect.any(Number), checkpoints: 0, firstBad: null };
    expect(JSON.parse(ended.stdout)).toMatchObject(found);
  });

  test("writes the whole log to a file that is verified without a desk, and in which a change shows", async () => {
    await sealAll();
    const file = async (name: string, content: string) => {
      await writeFile(path.join(folder, name), content);
      return path.join(folder, name);
    };
    const { stdout: log } = await vigil(["export", "audit", "--format", "log"]);
    const { note } = await db().auditCheckpoint.findFirstOrThrow({ orderBy: { treeSize: "asc" } });
    const { vkey } = await db().auditKey.findFirstOrThrow();
    const verify = async (content: string) => {
      const given = ["--export", await file("log", content), "--checkpoint", await file("checkpoint", note)];
      return runVigil(["audit", "verify", ...given, "--key", vkey, "--json"], {});
    };
    const whole = await verify(log);
    expect(JSON.parse(whole.stdout), whole.stderr).toMatchObject({ ok: true, outside: [{ agrees: true }] });
    expect(whole.code).toBe(0);
    const lines = log.split("\n");
    const changed = lines.with(3, (lines[3] ?? "").replace("2026-", "2025-")).join("\n");
    const ended = await verify(changed);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, firstBad: { index: 2 } });
    expect(ended.code).toBe(1);
    const { sealed } = JSON.parse(whole.stdout);
    for (const [content, index] of [
      [lines.toSpliced(3, 1), 2],
      [lines.slice(0, -2), sealed],
      [lines.with(2, "{"), 1],
      [[...lines.slice(0, -1), lines[1]], sealed],
    ] as const) {
      const records = readLogFile(await file("log", content.join("\n")));
      const found = await checkLog(records, { keys: [parseVkey(vkey)] });
      expect(found).toMatchObject({ ok: false, firstBad: { index } });
    }
  });

  const findings = z.array(z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string().min(1) }));
  const failing = (list: z.infer<typeof findings>) => list.filter(({ ok }) => !ok).map(({ check }) => check);

  test("finds a machine that is well to be well", async () => {
    const ended = await vigil(["doctor", "--json"]);
    const list = json(ended, findings);
    expect([...new Set(list.map(({ check }) => check))].filter((check) => check !== "advice")).toEqual([
      "node",
      "database",
      "migrations",
      "secret",
      "keys",
      "jobs",
      "clock",
      "engine",
      "model",
      "number format",
      "context",
      "chat template",
      "grammar",
      "token probabilities",
      "answers",
      "latency",
      "disk",
    ]);
    expect(failing(list), ended.stdout).toEqual([]);
    expect(ended.code).toBe(0);
  });

  test("tells a wrong secret, a model that fails and a database that is away, each without hiding the others", async () => {
    standIn.fail({ kind: "500" });
    const secret = { VIGIL_SECRET: "another-secret-another-secret-another-secret" };
    const ended = await vigil(["doctor", "--json"], secret);
    standIn.mend();
    expect(failing(json(ended, findings))).toEqual(["secret", "model"]);
    const away = await vigil(["doctor", "--json"], { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
    expect(failing(json(away, findings))).toEqual(["database"]);
    expect([ended.code, away.code]).toEqual([1, 1]);
  });
});

describe("settings", () => {
  const listed = z.array(z.object({ name: z.string(), version: z.number(), value: z.unknown() }));

  test("are listed, set with a note, and refused with the reason", async () => {
    const set = await vigil(["settings", "set", "undo", '{"seconds":30}', "--note", "A slow night", "--json"]);
    expect(json(set, z.object({ version: z.number() })), set.stderr).toEqual({ version: 1 });
    const [undo] = json(await vigil(["settings", "list", "--json"]), listed).filter(({ name }) => name === "undo");
    expect(undo).toEqual({ name: "undo", version: 1, value: { seconds: 30 } });
    expect(await db().settingChange.findFirst({ where: { name: "undo" } })).toMatchObject({ note: "A slow night" });
    const refused = await vigil(["settings", "set", "undo", '{"seconds":1}']);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("Undo cannot be set to this");
    expect((await vigil(["settings", "set", "undo", "thirty"])).code).toBe(2);
    expect(await db().settingChange.count({ where: { name: "undo" } })).toBe(1);
  });
});
