import { beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { deleteEvaluation } from "@/domain/measure/evaluations/delete-evaluation";
import { cancelEvaluation } from "@/domain/measure/evaluations/end-evaluation";
import { listMisses } from "@/domain/measure/evaluations/list-misses";
import { listStrategyFigures } from "@/domain/measure/evaluations/list-strategy-figures";
import { readNewEvaluation } from "@/domain/measure/evaluations/new-evaluation";
import { getEvaluation, listEvaluations } from "@/domain/measure/evaluations/read-evaluations";
import { startEvaluation } from "@/domain/measure/evaluations/start-evaluation";
import { workOnEvaluation } from "@/domain/measure/evaluations/work-on-evaluation";
import { aRisk, clear, engineThatSays, failed, openDesk, person, risky } from "@/domain/testing/desk";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { offlineEngine } from "@/inference/engines/offline-engine";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

let admin: UserActor;
let auditor: UserActor;
const never = new AbortController().signal;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  auditor = await person("auditor");
});

const SECRET = "the rooster crows at dawn";
const risk = (id: string, text = SECRET) => ({
  id,
  text,
  expected: { outcome: "risk", risks: [{ type: "suicide", severity: "high" }] },
});
const none = (id: string) => ({ id, text: `${SECRET} and nothing else`, expected: { outcome: "none" } });

function start(labels: readonly object[], fields: Record<string, string> = {}, by = admin) {
  const text = labels.map((label) => JSON.stringify(label)).join("\n");
  const given = { fileName: "labels of the night team.jsonl", strategies: readNewEvaluation(fields) };
  return startEvaluation(by, given, memoryFile("x", text).stream());
}

/** Reads as it is told by the text, and notes each text that it was asked for. */
function reader(answer: (text: string, asked: number) => ReturnType<typeof risky> | "away" | Promise<never>) {
  const asked: string[] = [];
  const engine: Engine = {
    ...engineThatSays(clear),
    read: async (messages, options) => {
      const text = messages[0]?.text ?? "";
      asked.push(text);
      const said = await answer(text, asked.length);
      return engineThatSays(said === "away" ? failed("model_unreachable") : said).read(messages, options);
    },
  };
  return { engine, asked };
}

/** Until no worker finds anything to do. */
async function work(engine: Engine): Promise<void> {
  while (await workOnEvaluation(engine, never));
}

const eventsOf = async (id: string) => {
  const rows = await db().auditEvent.findMany({ where: { canonical: { contains: id } }, orderBy: { seq: "asc" } });
  return rows.map(({ type }) => type);
};

describe("a measurement", () => {
  test("reads each case with each strategy, and gives figures, a comparison and the worst misses", async () => {
    const labels = [risk("seen"), risk("missed", "rooster"), none("left alone"), none("also")];
    const { id, ...started } = await start(labels, { compare: "panel,cascade", judges: "5" });
    expect(started).toMatchObject({ state: "running", cases: 4, createdBy: admin.name });
    const { engine } = reader((text) => (text === SECRET ? risky(aRisk("high")) : clear));
    await work(engine);
    const ended = await getEvaluation(auditor, id);
    expect(ended).toMatchObject({ state: "finished", engine: "told", model: "told-1", fileName: null });
    expect(ended.strategies).toMatchObject([
      { strategy: "single", judges: 1, done: 4, comparison: null },
      { strategy: "panel", judges: 5, done: 4, comparison: { accuracy: { cases: 4, both: 3, neither: 1, p: 1 } } },
      { strategy: "cascade", judges: 5, done: 4 },
    ]);
    expect(ended.strategies[0]?.figures).toMatchObject({
      ...{ tp: 1, fn: 1, tn: 2, fp: 0, unscored: 0, recall: 0.5 },
      intervals: { recall: { value: 0.5, n: 2 } },
      severity: { cases: 2, right: 1, tooMild: 1 },
    });
    const misses = await listMisses(admin, id, { position: 1 });
    expect(misses).toMatchObject({
      total: 1,
      items: [{ id: "missed", got: { outcome: "none" }, messages: [{ role: "user", text: "rooster" }] }],
    });
    const kinds = ["started", "ended", "viewed"].map((verb) => `measure.evaluation.${verb}`);
    expect(await eventsOf(id)).toEqual(kinds);
  });

  test("goes on after a worker that was killed, without reading again what is stored, or taking its late answers", async () => {
    const { id } = await start(Array.from({ length: 20 }, (_, place) => risk(`${place}`, `${SECRET} ${place}`)));
    const hang = Promise.withResolvers<never>();
    const first = reader((_, asked) => (asked > 12 ? hang.promise : risky(aRisk())));
    const killed = workOnEvaluation(first.engine, never);
    await expect.poll(async () => (await getEvaluation(admin, id)).strategies[0]?.done).toBe(12);
    // What a kill leaves: a lease that nobody renews, and runs out.
    const other = { leaseToken: newId(), leaseUntil: new Date(Date.now() - 1_000) };
    await db().evaluationRun.update({ where: { id }, data: other });
    const second = reader(() => clear);
    await work(second.engine);
    expect(second.asked).toHaveLength(8);
    const ended = await getEvaluation(admin, id);
    expect(ended).toMatchObject({ state: "finished", strategies: [{ done: 20, figures: { tp: 12, fn: 8 } }] });
    hang.reject(new Error("gone"));
    await killed;
    expect(await getEvaluation(admin, id)).toEqual(ended);
  });

  test("waits for a model that is away instead of counting that against it", async () => {
    const { id } = await start([risk("a"), risk("b")]);
    const away = reader(() => "away");
    expect(await workOnEvaluation(away.engine, never)).toBe(false);
    expect(await workOnEvaluation({ ...away.engine, isReachable: async () => false }, never)).toBe(false);
    expect(await getEvaluation(admin, id)).toMatchObject({ state: "running", strategies: [{ done: 0 }] });
    await work(reader(() => risky(aRisk())).engine);
    expect(await getEvaluation(admin, id)).toMatchObject({ state: "finished", strategies: [{ figures: { tp: 2 } }] });
  });

  test("counts what a model that is there cannot read as unscored", async () => {
    const { id } = await start([risk("a"), none("b")]);
    await work(engineThatSays(failed("output_not_understood")));
    const figures = { unscored: 2, recall: null, accuracy: null };
    expect(await getEvaluation(admin, id)).toMatchObject({ state: "finished", strategies: [{ figures }] });
  });

  test("fails when another model answers in the middle", async () => {
    const { id } = await start([risk("a"), risk("b")], { compare: "panel" });
    const told = engineThatSays(clear);
    let readings = 0;
    const read = async (...given: Parameters<Engine["read"]>): Promise<EngineReading> => {
      readings += 1;
      return { ...(await told.read(...given)), model: readings > 2 ? "told-2" : "told-1" };
    };
    await work({ ...told, read });
    expect(await getEvaluation(admin, id)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("Another model"),
    });
    expect((await eventsOf(id)).at(-1)).toBe("measure.evaluation.ended");
  });

  test("is stopped by a cancellation while it runs, and cannot be cancelled twice", async () => {
    const { id } = await start(Array.from({ length: 30 }, (_, place) => none(`${place}`)));
    const hang = Promise.withResolvers<never>();
    const { engine } = reader((_, asked) => (asked > 10 ? hang.promise : clear));
    const working = workOnEvaluation(engine, never);
    await expect.poll(async () => (await getEvaluation(admin, id)).strategies[0]?.done).toBe(10);
    expect(await cancelEvaluation(admin, id)).toMatchObject({ state: "cancelled", strategies: [{ figures: null }] });
    hang.reject(new Error("gone"));
    await working;
    expect(await getEvaluation(admin, id)).toMatchObject({ state: "cancelled", strategies: [{ done: 10 }] });
    await expect(cancelEvaluation(admin, id)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("leaves nothing of its file readable in the database, and nothing at all once it is deleted", async () => {
    const { id, fileName } = await start([risk("named after a person")]);
    expect(fileName).toBe("labels of the night team.jsonl");
    await work(engineThatSays(risky(aRisk())));
    const dump = async () => {
      const rows = await db().$queryRaw<{ line: string }[]>`
        SELECT encode(file_sealed || file_name_sealed, 'escape') || to_jsonb(r)::text AS line FROM evaluation_run r
        UNION ALL SELECT to_jsonb(s)::text FROM evaluation_strategy s
        UNION ALL SELECT to_jsonb(a)::text FROM evaluation_reading a
        UNION ALL SELECT canonical FROM audit_event`;
      return rows.map(({ line }) => line).join("\n");
    };
    for (const content of [SECRET, "named after a person", "night team"]) expect(await dump()).not.toContain(content);
    const { dataKeyId } = await db().evaluationRun.findUniqueOrThrow({ where: { id } });
    await deleteEvaluation(admin, id);
    await expect(getEvaluation(admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await db().dataKey.count({ where: { id: dataKeyId } })).toBe(0);
    expect(await db().evaluationReading.count({ where: { runId: id } })).toBe(0);
    expect(await eventsOf(id)).toEqual(["started", "ended", "deleted"].map((verb) => `measure.evaluation.${verb}`));
  });
});

describe("what is refused", () => {
  test.each<[string, string, Record<string, string>, object]>([
    ["no labels", "\n", {}, { code: "INVALID", detail: "Line 1 of the file: there are no cases" }],
    ["a broken line", `${JSON.stringify(none("a"))}\n{`, {}, { detail: "Line 2 of the file: not JSON" }],
    ["what is not text", "\ud800", {}, { code: "INVALID" }],
    ["a file too large", " ".repeat(5 * 1024 * 1024 + 1), {}, { code: "TOO_LARGE" }],
    ["too many cases", `${JSON.stringify(none("a"))}\n`.repeat(5_001), {}, { code: "TOO_LARGE" }],
  ])("%s", async (_, text, fields, problem) => {
    const before = await db().evaluationRun.count();
    const given = { fileName: "x", strategies: readNewEvaluation(fields) };
    const bytes = text === "\ud800" ? [Buffer.from([0xff])] : [Buffer.from(text)];
    async function* content() {
      yield* bytes;
    }
    await expect(startEvaluation(admin, given, content())).rejects.toMatchObject(problem);
    expect(await db().evaluationRun.count()).toBe(before);
  });

  test.each<Record<string, string>>([
    { strategy: "guess" },
    { compare: "single" },
    { compare: "panel,panel" },
    { judges: "10" },
  ])("%o as fields", (fields) => {
    expect(() => readNewEvaluation(fields)).toThrow(/INVALID/);
  });

  test("whoever may only look: neither a start, nor an end, nor the texts", async () => {
    const { id } = await start([risk("a")]);
    const forbidden = { code: "FORBIDDEN" };
    await expect(start([risk("a")], {}, auditor)).rejects.toMatchObject(forbidden);
    await expect(cancelEvaluation(auditor, id)).rejects.toMatchObject(forbidden);
    await expect(deleteEvaluation(auditor, id)).rejects.toMatchObject(forbidden);
    await expect(listMisses(auditor, id, { position: 0 })).rejects.toMatchObject(forbidden);
    const reviewer = await person("reviewer");
    await expect(getEvaluation(reviewer, id)).rejects.toMatchObject(forbidden);
    await expect(listStrategyFigures(reviewer)).rejects.toMatchObject(forbidden);
    await cancelEvaluation(admin, id);
  });
});

describe("listStrategyFigures", () => {
  test("gives the newest finished figures of each strategy for the model that reads now", async () => {
    expect(await listStrategyFigures(auditor)).toEqual([]);
    const old = await start([none("a")]);
    await work(offlineEngine);
    const newer = await start([none("a"), none("b")], { compare: "panel" });
    await work(offlineEngine);
    const figures = await listStrategyFigures(auditor);
    expect(figures).toMatchObject([
      { evaluationId: newer.id, strategy: "panel", judges: 3, cases: 2, recall: null, callsPerCase: 1 },
      { evaluationId: newer.id, strategy: "single", judges: 1, specificity: { value: 1, n: 2 } },
    ]);
    const page = await listEvaluations(auditor, { limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([newer.id]);
    const next = await listEvaluations(auditor, { limit: 1, cursor: page.next ?? "" });
    expect(next.items.map(({ id }) => id)).toEqual([old.id]);
  });
});
