/**
 * What docs/privacy.md tells operators to do after a backup was put back, done to a database of its own: a copy of the
 * stopped data folder, an erasure, the copy put back, the erasure done again by its list, and the log held against
 * checkpoints from outside.
 */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runVigil } from "@/bin/testing/run-vigil";
import type { UserActor } from "@/domain/access/actor";
import { openInstallation } from "@/domain/access/open-installation";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { recordDecision } from "@/domain/decide/record-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { erasePerson } from "@/domain/privacy/erase-person";
import { exportErased } from "@/domain/privacy/export-erased";
import { aRisk, engineThatSays, person, platform, risky, textsOf } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db, disconnectDb } from "@/lib/db/client";
import { stopJobs } from "@/lib/jobs/boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres, stopPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const outside = makeThrowawayDir(`vigil-outside-${process.pid}-`);
const dataDir = makeThrowawayDir(`vigil-restore-${process.pid}-`);
const VIGIL_SECRET = "only-for-tests-of-a-restore-0123456789abcdef-0123456789abcdef";
/** The same at each start; below those that the system gives to whoever asks for any, so that nobody takes it in between. */
const port = 20_000 + (process.pid % 10_000);
let admin: UserActor;
let key: Awaited<ReturnType<typeof platform>>;

async function start() {
  const { url } = await startPostgres({ dataDir, port, settings: { shared_buffers: "32MB" } });
  Object.assign(process.env, { DATABASE_URL: url, VIGIL_SECRET });
}

async function stop() {
  await stopJobs(500);
  await disconnectDb();
  await stopPostgres(dataDir);
}

/** Runs a command of the command line on the database that is there; what it says is for whoever reads a failure. */
async function vigil(...args: string[]) {
  const ended = await runVigil([...args, "--json"], { DATABASE_URL: process.env.DATABASE_URL ?? "", VIGIL_SECRET });
  const answer: unknown = ended.stdout === "" ? null : JSON.parse(ended.stdout);
  return { code: ended.code, answer, said: ended.stderr };
}

/** A file outside the database. */
function keep(name: string, content: string): string {
  const file = path.join(outside, name);
  writeFileSync(file, content);
  return file;
}

async function newestCheckpoint(): Promise<string> {
  await sealAll();
  return (await db().auditCheckpoint.findFirstOrThrow({ orderBy: { treeSize: "desc" } })).note;
}

/** A conversation of somebody, flagged and decided. */
async function decided(author: string) {
  const messages = [{ role: "user" as const, author, text: `words of ${author}` }];
  const { id: conversationId } = await acceptConversation(key, { externalId: `thread of ${author}`, messages });
  await readAndRoute(engineThatSays(risky(aRisk())), { conversationId, revision: 1 });
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(admin, caseId);
  const [risk] = await db().risk.findMany({ where: { classification: { conversationId } } });
  const findings = [{ assessment: "agree" as const, riskId: risk?.id ?? "", messageIds: [] }];
  const said = { certainty: "sure", action: "no_action", timeSpentMs: 0 } as const;
  await recordDecision(admin, caseId, { token, revision: 1, findings, ...said });
  return conversationId;
}

beforeAll(async () => {
  await start();
  await deployMigrations(process.env.DATABASE_URL ?? "");
  await openInstallation();
  await ensureReadingQueues();
  admin = await person("admin");
  key = await platform("Night chat");
}, 120_000);

afterAll(async () => {
  await stop();
  await removeThrowaway(dataDir);
  rmSync(outside, { recursive: true, force: true });
}, 60_000);

test("a backup that is put back holds what was erased since, until the list of erasures is replayed", async () => {
  const [erased, other] = [await decided("person-1"), await decided("person-2")];
  const before = keep("before", await newestCheckpoint());
  const backup = path.join(outside, "backup");
  await stop();
  execFileSync("cp", ["-a", dataDir, backup]);

  await start();
  const subject = { sourceId: key.sourceId, externalId: "person-1" };
  await erasePerson(admin, { subject, reason: "asked_by_the_person", ends: [] });
  let list = "";
  for await (const line of exportErased(admin)) list += `${JSON.stringify(line)}\n`;
  expect(await textsOf(erased)).toEqual([null]);
  const lost = await decided("person-3");
  const after = keep("after", await newestCheckpoint());

  await stop();
  rmSync(dataDir, { recursive: true });
  execFileSync("cp", ["-a", backup, dataDir]);
  await start();
  expect(await textsOf(erased)).toEqual(["words of person-1"]);
  expect(await vigil("erase", "--replay", keep("erasures.jsonl", list))).toMatchObject({
    code: 0,
    answer: { missing: 0, already: 0 },
  });
  await sealAll();

  const { conversations } = await getMeasureReport(admin, {});
  const { code, answer } = await vigil("audit", "verify", "--checkpoint", before, "--checkpoint", after);
  expect({
    "words of whoever was erased": await textsOf(erased),
    "words of the other": await textsOf(other),
    "what came after the backup": await db().conversation.count({ where: { id: lost } }),
    "decided conversations in the figures": conversations.decided,
    "decisions on record": await db().decision.count(),
    "the log by itself": (await verifyLog()).ok,
    "the log against the checkpoints from before the backup, and from after it": { code, answer },
  }).toEqual({
    "words of whoever was erased": [null],
    "words of the other": ["words of person-2"],
    "what came after the backup": 0,
    "decided conversations in the figures": 2,
    "decisions on record": 2,
    "the log by itself": true,
    "the log against the checkpoints from before the backup, and from after it": {
      code: 1,
      answer: expect.objectContaining({
        ok: false,
        outside: [expect.objectContaining({ agrees: true }), expect.objectContaining({ agrees: false })],
      }),
    },
  });
}, 300_000);
