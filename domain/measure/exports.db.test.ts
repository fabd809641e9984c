/** What leaves the system on request: who may, what is in it and what is not, and what the log says of it. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor, UserActor } from "@/domain/access/actor";
import { exportAuditLog } from "@/domain/access/export-audit-log";
import { exportConversations } from "@/domain/decide/export-conversations";
import { exportDecisions } from "@/domain/decide/export-decisions";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { readEvaluationFile } from "@/domain/measure/evaluation-file";
import { exportEvaluation } from "@/domain/measure/export-evaluation";
import {
  aRisk,
  clear,
  conversationRead,
  endUndoWindow,
  engineThatSays,
  openDesk,
  person,
  platform,
  risky,
  setSampling,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

const TEXT = "a sentence that stays inside";
const NOTE = "a note that stays inside";
let me: UserActor;
let threads = 0;

async function collect<T>(rows: AsyncGenerator<T, void>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** A conversation that was read as a risk and decided on: that risk is not there, but neglect is. */
async function decidedJustNow(): Promise<{ conversationId: string; decisionId: string; externalId: string }> {
  threads += 1;
  const externalId = `thread-${threads}`;
  const messages = [{ role: "user" as const, text: TEXT, externalId: "m-1" }];
  const { id: conversationId } = await acceptConversation(me, { externalId, messages });
  await readAndRoute(engineThatSays(risky(aRisk())), { conversationId, revision: 1 });
  const opened = await db().case.findFirstOrThrow({
    where: { conversationId },
    include: { classification: { include: { risks: true } }, conversation: { include: { messages: true } } },
  });
  const { token } = await claimCase(me, opened.id);
  const { id: decisionId } = await recordDecision(me, opened.id, {
    token,
    revision: 1,
    findings: [
      { assessment: "not_present", riskId: opened.classification?.risks[0]?.id ?? "" },
      {
        assessment: "missed",
        subject: "other",
        type: "neglect",
        severity: "mild",
        imminence: null,
        messageIds: opened.conversation.messages.map(({ id }) => id),
      },
    ],
    certainty: "sure",
    action: "no_action",
    note: NOTE,
    timeSpentMs: 1_500,
  });
  return { conversationId, decisionId, externalId };
}

/** The same, when it can no longer be undone with a key press. */
async function decided() {
  const made = await decidedJustNow();
  await endUndoWindow(made.decisionId);
  return made;
}

/** The same, taken back by its author in time. */
async function takenBack() {
  const made = await decidedJustNow();
  await undoDecision(me, made.decisionId, {});
  await endUndoWindow(made.decisionId);
  return made;
}

async function exportedAbout(conversationId: string): Promise<number> {
  return db().auditEvent.count({ where: { conversationId, type: "ingest.conversation.exported" } });
}

beforeAll(async () => {
  await openDesk();
  me = await person("admin", "lead", "reviewer");
});

const EXPORTS: Record<string, (actor: Actor) => AsyncGenerator<object, void>> = {
  decisions: (actor) => exportDecisions(actor, {}),
  conversations: (actor) => exportConversations(actor, {}),
  audit: (actor) => exportAuditLog(actor, {}),
  evaluation: (actor) => exportEvaluation(actor, {}, () => undefined),
};

describe.each(Object.entries(EXPORTS))("%s", (name, start) => {
  test("is not for reviewers, leads or keys", async () => {
    for (const actor of [await person("reviewer", "lead"), await platform(`export ${name}`)]) {
      await expect(collect(start(actor))).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test(`is ${name === "evaluation" ? "not " : ""}for auditors`, async () => {
    const rows = collect(start(await person("auditor")));
    if (name === "evaluation") await expect(rows).rejects.toMatchObject({ code: "FORBIDDEN" });
    else await expect(rows).resolves.toBeInstanceOf(Array);
  });

  test(`holds ${name === "evaluation" ? "the text but not the notes" : "no content"}`, async () => {
    const { conversationId } = await decided();
    const rows = JSON.stringify(await collect(start(me)));
    expect(rows).toContain(conversationId);
    expect(rows.includes(TEXT)).toBe(name === "evaluation");
    expect(rows).not.toContain(NOTE);
    expect(rows).not.toContain("Words of the model");
  });
});

describe.each([
  ["decisions", () => collect(exportDecisions(me, {}))],
  ["evaluation", () => collect(exportEvaluation(me, {}, () => undefined))],
] as const)("%s", (_, rows) => {
  test("hold nothing of a decision that its author can still take back", async () => {
    const { conversationId, decisionId } = await decidedJustNow();
    expect(JSON.stringify(await rows())).not.toContain(conversationId);
    await endUndoWindow(decisionId);
    expect(JSON.stringify(await rows())).toContain(conversationId);
  });
});

describe("decisions", () => {
  test("say what was concluded about which reading, taken-back ones too, in their order", async () => {
    const first = await takenBack();
    const second = await decided();
    const rows = await collect(exportDecisions(me, {}));
    const [one, two] = rows.slice(-2);
    expect([one?.id, two?.id]).toEqual([first.decisionId, second.decisionId]);
    expect([one?.undoneAt, two?.undoneAt]).toEqual([expect.any(String), null]);
    expect(two).toMatchObject({ outcome: "risk", verdict: "risk", reviewerId: me.userId, timeSpentMs: 1_500 });
    expect(two?.findings.map(({ assessment, type }) => [assessment, type])).toEqual([
      ["not_present", null],
      ["missed", "neglect"],
    ]);
    const from = two?.decidedAt ?? "";
    expect((await collect(exportDecisions(me, { from }))).map(({ id }) => id)).toEqual([second.decisionId]);
    expect((await collect(exportDecisions(me, { to: from }))).map(({ id }) => id)).not.toContain(second.decisionId);
  });
});

describe("conversations", () => {
  test("come once each, over page borders and equal times, and each page is written down", async () => {
    await decided();
    await db().$executeRaw`
      INSERT INTO conversation (id, source_id, message_count, data_key_id, received_at)
      SELECT gen_random_uuid(), source_id, 0, data_key_id, now() FROM conversation CROSS JOIN generate_series(1, 600)
      WHERE id = (SELECT id FROM conversation LIMIT 1)`;
    const before = await db().auditEvent.aggregate({ _max: { seq: true } });
    const rows = await collect(exportConversations(me, {}));
    expect(rows.length).toBe(await db().conversation.count());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const where = { type: "ingest.records.exported", seq: { gt: before._max.seq ?? 0n } };
    const events = await db().auditEvent.findMany({ where });
    const written = events.map(({ canonical }) => Number(JSON.parse(canonical).facts.rows));
    expect(written.length).toBeGreaterThan(1);
    expect(written.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });
});

describe("conversations that were read clear", () => {
  test("say to nobody who may decide which of them were drawn to be read", async () => {
    const standing = async (actor: Actor, id: string) => {
      const row = (await collect(exportConversations(actor, {}))).find((each) => each.id === id);
      return [row?.status, row?.cases, row?.decisions];
    };
    const left = await conversationRead(me, clear);
    await setSampling({ rest: 1 });
    const drawn = await conversationRead(me, clear);
    await setSampling({});
    const auditor = await person("auditor");
    expect([await standing(auditor, drawn), await standing(auditor, left)]).toEqual([
      ["clear", 1, 0],
      ["clear", 0, 0],
    ]);
    for (const id of [drawn, left]) expect(await standing(me, id)).toEqual([null, null, null]);
    const { conversationId } = await decided();
    expect(await standing(me, conversationId)).toEqual(["flagged", 1, 1]);
  });
});

describe("audit", () => {
  test("ends at what was the newest entry when it began", async () => {
    const newest = await db().auditEvent.aggregate({ _max: { seq: true } });
    const rows = await collect(exportAuditLog(me, {}));
    expect(rows.at(-1)?.seq).toBe(newest._max.seq?.toString());
    expect(await db().auditEvent.count({ where: { type: "audit.log.exported" } })).toBeGreaterThan(0);
  });
});

describe("evaluation", () => {
  const ofConversation = async (conversationId: string) => {
    const leftOut: string[] = [];
    const rows = await collect(exportEvaluation(me, {}, (id) => leftOut.push(id)));
    return { row: rows.find(({ id }) => id === conversationId), leftOut: leftOut.includes(conversationId) };
  };

  test("gives the messages the label is about and the risks that are really there, and writes each one down", async () => {
    const { conversationId, externalId } = await decided();
    await acceptConversation(me, { externalId, messages: [{ role: "user", text: "said after the decision" }] });
    const { row } = await ofConversation(conversationId);
    expect(row).toEqual({
      id: conversationId,
      messages: [{ role: "user", text: TEXT }],
      expected: { outcome: "risk", risks: [{ subject: "other", type: "neglect", severity: "mild", imminence: null }] },
      label: { settled: false, reference: false, blind: false, stratum: null, weight: 1 },
    });
    expect(await exportedAbout(conversationId)).toBe(1);
    expect(readEvaluationFile(JSON.stringify(row)).cases).toEqual([
      {
        id: conversationId,
        messages: row?.messages,
        expected: { outcome: "risk", types: ["neglect"], level: "mild", accepted: ["mild"], domains: [] },
      },
    ]);
  });

  test("leaves out what nobody stands by any more", async () => {
    const { conversationId } = await takenBack();
    expect(await ofConversation(conversationId)).toEqual({ row: undefined, leftOut: false });
    expect(await exportedAbout(conversationId)).toBe(0);
  });

  test("leaves out, and tells of, a conversation whose words are others than those that were decided on", async () => {
    const { conversationId, externalId } = await decided();
    const messages = [{ role: "user" as const, text: "edited afterwards", externalId: "m-1" }];
    await acceptConversation(me, { externalId, messages });
    expect(await ofConversation(conversationId)).toEqual({ row: undefined, leftOut: true });
    expect(await exportedAbout(conversationId)).toBe(0);
  });

  test("gives each conversation once, over page borders and equal times", async () => {
    const { decisionId } = await decided();
    await db().$executeRaw`
      WITH c AS (
        INSERT INTO conversation (id, source_id, message_count, data_key_id)
        SELECT gen_random_uuid(), c.source_id, 0, c.data_key_id FROM decision d JOIN conversation c ON c.id = d.conversation_id
        CROSS JOIN generate_series(1, 120) WHERE d.id = ${decisionId}::uuid RETURNING id)
      INSERT INTO decision (id, case_id, conversation_id, revision, reviewer_id, verdict, certainty, action, model_visible,
        time_spent_ms, decided_at, undoable_until)
      SELECT gen_random_uuid(), d.case_id, c.id, 1, d.reviewer_id, 'none', 'sure', 'no_action', true, 0, d.decided_at, d.decided_at
      FROM c CROSS JOIN decision d WHERE d.id = ${decisionId}::uuid`;
    const told: string[] = [];
    await collect(exportEvaluation(me, {}, (id) => told.push(id)));
    const empty = await db().conversation.count({ where: { messageCount: 0, decisions: { some: {} } } });
    expect(empty).toBe(120);
    expect(told.length).toBeGreaterThanOrEqual(120);
    expect(new Set(told).size).toBe(told.length);
  });
});
