/** The figures of a small desk, each worked out by hand, and the cases behind them. */
import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { addGold } from "@/domain/decide/gold/add-gold";
import { openSlot } from "@/domain/decide/open-slot";
import { correct, decide } from "@/domain/decide/testing/decide";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { storeThreads } from "@/domain/ingest/store-threads";
import { exportOutcomes } from "@/domain/measure/exports/export-outcomes";
import { checkFacts } from "@/domain/measure/facts/check-facts";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { getDrift } from "@/domain/measure/figures/get-drift";
import { getGoldAccuracy } from "@/domain/measure/figures/get-gold-accuracy";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import { listMeasuredCases } from "@/domain/measure/figures/list-measured-cases";
import { measureCellSchema } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { loadReadTwice } from "@/domain/measure/figures/read-twice";
import { wilson } from "@/domain/measure/statistics/wilson";
import {
  aRisk,
  clear,
  conversationRead,
  endUndoWindow,
  engineThatSays,
  failed,
  openDesk,
  person,
  platform,
  risky,
  setMoreEyes,
  setSampling,
} from "@/domain/testing/desk";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

let auditor: UserActor;
let reviewer: UserActor;

const FLAG = risky(aRisk("critical", "emergency"));
const TWO = risky(aRisk("critical", "emergency"), aRisk("mild", "chronic", "abuse", "other"));

/** The case of a conversation, for a reason. */
async function caseOf(conversationId: string, reason: "flagged" | "unscored" | "sample" = "flagged"): Promise<string> {
  return (await db().case.findFirstOrThrow({ where: { conversationId, reason } })).id;
}

async function flaggedAnd(says: "all" | "nothing" | "high", reading = FLAG): Promise<string> {
  const id = await conversationRead(reviewer, reading);
  await decide(reviewer, await caseOf(id), says);
  return id;
}

const count = async (cell: string, filter: MeasureFilter = {}) =>
  (await listMeasuredCases(auditor, { ...filter, cell: measureCellSchema.parse(cell) })).total;

beforeAll(async () => {
  await openDesk();
  [auditor, reviewer] = [await person("auditor"), await person("reviewer")];
});

it("says nothing of a desk that has read nothing, and never 0 or 1 instead", async () => {
  const { figures, recall } = await getMeasureReport(auditor, {});
  for (const figure of Object.values(figures)) expect(figure).toMatchObject({ value: null, n: 0 });
  expect([recall.floor, recall.ceiling, recall.flagsOnly.value]).toEqual([null, null, null]);
});

describe("a desk with three confirmed flags, a false alarm, a wrong severity, one undecided, and samples", () => {
  beforeAll(async () => {
    for (const says of ["all", "all", "all", "nothing", "high"] as const) await flaggedAnd(says);
    await conversationRead(reviewer, FLAG);
    const failedId = await conversationRead(reviewer, failed());
    await decide(reviewer, await caseOf(failedId, "unscored"), "all");
    const undone = await flaggedAnd("nothing");
    const { id } = await db().decision.findFirstOrThrow({ where: { conversationId: undone } });
    await undoDecision(reviewer, id, {});
    await setSampling({ rest: 1 });
    for (const says of ["all", "nothing", "nothing", "nothing"] as const) {
      const drawn = await conversationRead(reviewer, clear);
      await decide(reviewer, await caseOf(drawn, "sample"), says);
    }
    await conversationRead(reviewer, clear);
    await setSampling({});
    const seen = await conversationRead(reviewer, clear);
    const { caseId } = await openManualCase(reviewer, seen);
    const opened = await db().case.findUniqueOrThrow({ where: { id: caseId } });
    expect(opened.reason).toBe("manual");
    await decide(reviewer, caseId, "nothing");
  });

  it("counts each conversation once", async () => {
    const { conversations, decisions } = await getMeasureReport(auditor, {});
    expect(conversations).toEqual({
      measured: 14,
      decided: 11,
      flagged: { all: 7, tp: 4, fp: 1, waits: 0, open: 2 },
      clear: { all: 6, fn: 1, tn: 4, waits: 0, open: 1, unasked: 0 },
      unscored: { all: 1, risk: 0, none: 1, waits: 0, open: 0 },
      unread: 0,
      left: 0,
    });
    expect(decisions).toEqual({ blind: 4, shown: 7, provisional: 0 });
  });

  it("estimates by hand: precision 4/5, misses 5·1/4, recall 7·4/5 of itself and those, elusion, prevalence, false alarms", async () => {
    const { figures, recall } = await getMeasureReport(auditor, {});
    const found = (7 * 4) / 5;
    const missed = (5 * 1) / 4;
    expect(figures.precision).toMatchObject({ ...wilson(4, 5), response: 5 / 7, basis: "shown" });
    expect(figures.recall).toMatchObject({ value: found / (found + missed), basis: "mixed", response: 10 / 13 });
    expect(figures.elusion).toMatchObject({ value: missed / 6, response: 5 / 6, n: 5 });
    expect(figures.prevalence.value).toBeCloseTo((found + missed) / 14, 10);
    expect(figures.falsePositiveRate.value).toBeCloseTo((7 - found) / (7 - found + 6 - missed), 10);
    expect(figures.unscoredRate).toMatchObject(wilson(1, 14) ?? {});
    expect(figures.overturnRate).toMatchObject(wilson(3, 10) ?? {});
    expect(recall.missed.value).toBeCloseTo(missed, 10);
    expect(recall.strata).toMatchObject([
      { stratum: "rest", probability: 1, size: 5, drawn: 5, reviewed: 4, positive: 1, response: 0.8 },
      { stratum: "seen", probability: null, size: 1, reviewed: 1, positive: 0 },
    ]);
    expect(recall.flagsOnly).toMatchObject({ value: 1, low: 1, high: 1, n: 4 });
    expect(recall.flagsOnly.means).not.toContain("confidence");
    for (const { value, low, high } of [figures.recall, figures.elusion].map(
      (f) => f as Required<typeof f & { low: number; high: number }>,
    ))
      expect(low <= (value ?? -1) && (value ?? 2) <= high).toBe(true);
    expect(recall.floor).toBeLessThanOrEqual((figures.recall as { low: number }).low);
  });

  it("names what is missing", async () => {
    const { missing } = await getMeasureReport(auditor, {});
    expect(missing.join(" ")).toMatch(/1 drawn conversation .* waits .* 2 flagged conversations of 7 are not decided/);
    expect(missing.join(" ")).toContain("7 of 11 decisions were made with the model's answer in view");
  });

  it("sums up to its number behind every cell", async () => {
    const { overturns, recall, conversations } = await getMeasureReport(auditor, {});
    for (const { class: name, count: of } of overturns) expect(await count(`overturn.${name}`), name).toBe(of);
    expect(overturns.reduce((sum, row) => sum + row.count, 0)).toBe(conversations.decided);
    expect(await count("outcome.risk.risk")).toBe(4);
    expect(await count("outcome.risk.open")).toBe(2);
    expect(await count("outcome.none.risk")).toBe(1);
    for (const { stratum, size } of recall.strata) expect(await count(`stratum.${stratum}.all`)).toBe(size);
    const { types } = await getRiskFigures(auditor, {});
    for (const row of types) {
      for (const cell of ["tp", "fp", "fn", "open"] as const)
        expect(await count(`type.${row.type}.${row.subject}.${cell}`)).toBe(row[cell]);
    }
    const [missed] = (await listMeasuredCases(auditor, { cell: measureCellSchema.parse("outcome.none.risk") })).items;
    expect(missed).toMatchObject({
      outcome: "none",
      answer: "risk",
      visibility: "blind",
      named: [],
      overturn: "false_negative",
    });
    expect(missed?.found).toMatchObject([{ type: "suicide", severity: "critical" }]);
  });

  it("does not say which clear conversations were drawn, or were not, to whoever may be given them to read", async () => {
    const lead = await person("lead");
    const [open, missed] = [measureCellSchema.parse("outcome.none.open"), measureCellSchema.parse("outcome.none.risk")];
    expect(await listMeasuredCases(auditor, { cell: open })).toMatchObject({ total: 1, keptBlind: 0, items: [{}] });
    expect(await listMeasuredCases(lead, { cell: open })).toMatchObject({ total: 1, keptBlind: 1, items: [] });
    expect(await listMeasuredCases(lead, { cell: missed })).toMatchObject({ total: 1, keptBlind: 0, items: [{}] });
    const linesFor = async (actor: UserActor) => {
      const lines = [];
      for await (const line of exportOutcomes(actor, {})) lines.push(line);
      return lines;
    };
    const [all, kept] = [await linesFor(auditor), await linesFor(await person("admin"))];
    expect(all).toHaveLength(14);
    expect(kept.slice(0, -1)).toEqual(all.filter(({ outcome, answer }) => outcome !== "none" || answer !== "open"));
    expect(kept.at(-1)).toMatchObject({
      ...{ conversationId: null, caseId: null, classificationId: null, decidedAt: null },
      outcome: "none",
      answer: "open",
      stratum: "rest",
      probability: 1,
    });
  });

  it("tells types, severities and imminences apart", async () => {
    const { types, severity } = await getRiskFigures(auditor, {});
    const suicide = types.find(({ type, subject }) => type === "suicide" && subject === "any");
    expect(suicide).toMatchObject({ tp: 4, fp: 1, fn: 1, open: 2, precision: wilson(4, 5) });
    expect(suicide?.recall.value).toBeCloseTo((7 * 4) / 5 / ((7 * 4) / 5 + 5 / 4), 10);
    expect(types.find(({ type }) => type === "abuse")?.recall).toMatchObject({ value: null });
    expect(severity.counts).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 3],
    ]);
    expect(severity).toMatchObject({ n: 4, over: 1, under: 0, same: wilson(3, 4) });
    expect(await count("severity.critical.high")).toBe(1);
  });

  it("narrows down, and takes a way of deciding that was not asked for as no answer", async () => {
    const blind = await getMeasureReport(auditor, { visibility: "blind" });
    expect(blind.conversations).toMatchObject({ measured: 14, decided: 4, flagged: { all: 7, tp: 0, open: 7 } });
    expect(blind.figures.precision).toMatchObject({ value: null });
    expect(await count("outcome.risk.open", { visibility: "blind" })).toBe(7);
    const tier = await getMeasureReport(auditor, { tier: 0 });
    expect(tier.figures.precision.value).toBe(0.8);
    expect(tier.figures.recall).toMatchObject({ value: null });
    expect((await getMeasureReport(auditor, { model: "another" })).conversations.measured).toBe(0);
    expect((await getMeasureReport(auditor, { from: "2100-01-01" })).conversations.measured).toBe(0);
    const { rows } = await getBreakdown(auditor, { by: "model" });
    expect(rows).toMatchObject([{ value: "told-1", measured: 14, decided: 11 }]);
    const drift = await getDrift(auditor, { step: "day" });
    expect(drift.series.map(({ rate, points }) => [rate, points[0]?.hits, points[0]?.n])).toEqual([
      ["flagged", 7, 13],
      ["overturned", 2, 5],
      ["unscored", 1, 14],
    ]);
    // What was read clear has no tier: within one, rates of all that was read would be made up.
    const { series } = await getDrift(auditor, { step: "day", tier: 0 });
    expect(series.map(({ rate, points }) => [rate, points[0]?.hits, points[0]?.n])).toEqual([["overturned", 2, 5]]);
    expect((await getMeasureReport(auditor, { tier: 0 })).figures.unscoredRate).toMatchObject({ value: null });
  });

  it("counts cases that still wait for as long as they have, and what ended otherwise for as long as it waited", async () => {
    const waits = { state: { in: ["open" as const] } };
    const opened = { openedAt: new Date(Date.now() - 3_600_000) };
    const told = async () =>
      (await getTimeFigures(auditor, {})).rows.find(({ step, tier }) => step === "decision" && tier === null);
    // Opened an hour ago, whatever the machine has been doing since: longer than anything here took.
    await db().case.updateMany({ where: waits, data: opened });
    await db()
      .$executeRaw`INSERT INTO measure_change (conversation_id) SELECT conversation_id FROM "case" WHERE state = 'open'`;
    const open = await told();
    expect(open).toMatchObject({ cases: 9, done: 7, open: 2, closed: 0, p99: { value: null } });
    expect(open?.p50.value).toBeGreaterThan(0);
    expect(await db().measureCaseFact.count({ where: { decisionBucket: null } })).toBe(2);
    const one = await db().case.findFirstOrThrow({ where: { ...waits, reason: "flagged" } });
    await db().case.update({ where: { id: one.id }, data: { state: "closed", closedAt: new Date() } });
    expect(await told()).toMatchObject({ cases: 9, done: 7, open: 1, closed: 1, p99: { value: null } });
    await db().case.update({ where: { id: one.id }, data: { state: "open", closedAt: null } });
  });

  it("goes page by page in one order", async () => {
    await Promise.all(Array.from({ length: 52 }, () => conversationRead(reviewer, clear)));
    const cell = measureCellSchema.parse("outcome.none.unasked");
    const first = await listMeasuredCases(auditor, { cell });
    const second = await listMeasuredCases(auditor, { cell, cursor: first.nextCursor ?? "" });
    expect([first.total, first.items.length, second.items.length, second.nextCursor]).toEqual([52, 50, 2, null]);
    expect(new Set([...first.items, ...second.items].map((item) => item.conversationId)).size).toBe(52);
    await expect(listMeasuredCases(auditor, { cell, cursor: "elsewhere" })).rejects.toMatchObject({ code: "INVALID" });
  });
});

it("says how many conversations wait to be read; private notes alone wait for nothing", async () => {
  const actor = await platform("notes");
  const note = { kind: "new", role: "agent", text: "a note", isPrivateNote: true } as const;
  await db().$transaction((tx) => storeThreads(tx, actor, actor.sourceId, [{ messages: [note] }]));
  const filter = { source: actor.sourceId };
  expect((await getMeasureReport(auditor, filter)).conversations.unread).toBe(0);
  await acceptConversation(actor, { messages: [{ role: "user", text: "words" }] });
  expect((await getMeasureReport(auditor, filter)).conversations.unread).toBe(1);
});

it("sets blind second readings beside decisions with the model in view, each by the chance it was drawn with", async () => {
  await setMoreEyes({ secondReviewOfRisk: 1, secondReviewOfNone: 1 });
  const second = await person("reviewer");
  const stories = [
    ["all", "all"],
    ["nothing", "nothing"],
    ["all", "nothing"],
  ] as const;
  for (const [one, other] of stories) {
    const conversationId = await flaggedAnd(one, TWO);
    const slot = await db().reviewSlot.findFirstOrThrow({ where: { conversationId, kind: "second_review" } });
    await decide(second, slot.caseId, other);
  }
  await setMoreEyes({});
  const { agreement, anchoring, secondReviews } = await getReviewerFigures(auditor, {});
  expect(secondReviews).toMatchObject({ asked: 3, answered: 3, agreed: expect.any(Number) });
  const verdict = agreement.find(({ on }) => on === "verdict");
  expect(verdict?.alpha).toMatchObject({ basis: "mixed" });
  // Two of three pairs agree; α = 1 − (6 − 1)·2 / (2·3·3) for three answers of each kind.
  expect(verdict).toMatchObject({ units: 3, same: wilson(2, 3) });
  expect(verdict?.alpha.value).toBeCloseTo(1 - (5 * 2) / (2 * 3 * 3), 10);
  expect(anchoring.blind).toMatchObject({ value: 1 / 3, n: 3, basis: "blind" });
  expect(anchoring.shown.value).toBeCloseTo(6 / 8, 10);
  expect(anchoring.difference.value).toBeCloseTo(6 / 8 - 1 / 3, 10);
  // Two risks count that a second person has read, however they found; a third person settles one, which is read no more often.
  const byTwo = [{ flagged: true, provisional: false, n: 2 }];
  await getMeasureReport(auditor, {});
  expect(await loadReadTwice({})).toEqual(byTwo);
  const { caseId } = await db().reviewSlot.findFirstOrThrow({ where: { kind: "adjudication", answerId: null } });
  await decide(await person("lead"), caseId, "all");
  await getMeasureReport(auditor, {});
  expect(await loadReadTwice({})).toEqual(byTwo);
  expect(await loadReadTwice({ visibility: "blind" })).toEqual([]);
});

it("shows how somebody answers reference cases to them and to leads, and to nobody else", async () => {
  const [lead, other] = [await person("lead"), await person("reviewer")];
  const {
    id: decisionId,
    conversationId,
    revision,
    classificationId,
  } = await db().decision.findFirstOrThrow({
    where: { verdict: "risk", undo: null, case: { reason: "flagged" }, supersedesId: null, supersededBy: { none: {} } },
  });
  await endUndoWindow(decisionId);
  const { id: goldCaseId } = await addGold(lead, { decisionId });
  const about = { conversationId, revision, classificationId, tier: 3, probability: 1 } as const;
  await db().$transaction((tx) => openSlot(tx, lead, { ...about, kind: "gold", goldCaseId, reviewerId: other.userId }));
  const { caseId } = await db().reviewSlot.findFirstOrThrow({ where: { goldCaseId } });
  await decide(other, caseId, "nothing");
  const own = { reviewer: { id: other.userId }, asked: 1, answered: 1, right: 0, sensitivity: { value: 0, n: 1 } };
  expect((await getGoldAccuracy(other, {})).items).toMatchObject([{ ...own, specificity: { value: null } }]);
  expect((await getGoldAccuracy(lead, { reviewer: other.userId })).items).toMatchObject([own]);
  expect((await getGoldAccuracy(reviewer, {})).items).toEqual([]);
  await expect(getGoldAccuracy(reviewer, { reviewer: other.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getGoldAccuracy(auditor, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  const corrected = async () => (await getMeasureReport(auditor, {})).corrected;
  expect(await corrected()).toMatchObject({
    sensitivity: { value: 0, n: 1, response: 1 },
    precision: { value: null },
  });
  await db().$transaction((tx) => openSlot(tx, lead, { ...about, kind: "gold", goldCaseId, reviewerId: lead.userId }));
  expect((await corrected()).sensitivity).toMatchObject({ n: 1, response: 0.5 });
  // The key was wrong: whoever answered otherwise did not err by it.
  await correct(await person("lead"), decisionId, "nothing");
  expect(await corrected()).toMatchObject({ sensitivity: { value: null, n: 0 }, specificity: { value: null, n: 0 } });
  expect((await getGoldAccuracy(other, {})).items).toEqual([]);
});

it("leaves out what keyword rules read while no model was there, in every count and list, and says so", async () => {
  const told = await platform("rules");
  const filter = { source: told.sourceId };
  const read = async (provisional: boolean, says: "all" | "nothing") => {
    const engine = engineThatSays(FLAG);
    const stands: typeof engine = {
      ...engine,
      read: async (...asked) => ({ ...(await engine.read(...asked)), provisional }),
    };
    const { id, revision } = await acceptConversation(told, { messages: [{ role: "user", text: "words" }] });
    await readAndRoute(stands, { conversationId: id, revision });
    await decide(reviewer, await caseOf(id), says);
  };
  const suicide = async () => (await getRiskFigures(auditor, filter)).types.find(({ subject }) => subject === "any");
  await read(true, "nothing");
  // Nothing else has read here: then it is all there is.
  expect(await suicide()).toMatchObject({ type: "suicide", tp: 0, fp: 1 });
  expect((await getRiskFigures(auditor, filter)).missing).toEqual([]);
  await read(false, "all");
  expect(await suicide()).toMatchObject({ tp: 1, fp: 0, precision: { value: 1, n: 1 } });
  const { severity, missing } = await getRiskFigures(auditor, filter);
  expect([severity.n, missing.join()]).toEqual([1, expect.stringContaining("1 conversation read by rules alone")]);
  expect([await count("type.suicide.any.tp", filter), await count("type.suicide.any.fp", filter)]).toEqual([1, 0]);
  const report = await getMeasureReport(auditor, filter);
  expect(report.conversations).toMatchObject({ measured: 1, left: 1, flagged: { all: 1, tp: 1, fp: 0 } });
  expect(report.overturns.reduce((sum, row) => sum + row.count, 0)).toBe(1);
  expect((await getDrift(auditor, { ...filter, step: "day" })).series[0]?.points[0]).toMatchObject({ n: 1 });
  expect(await checkFacts()).toMatchObject({ facts: 0, rollups: 0 });
});

it("gives the answer to a second look or a reference case to nobody who may be given it, in no list and no export", async () => {
  const told = await platform("looked at again");
  const filter = { source: told.sourceId };
  const [lead, first] = [await person("lead"), await person("lead")];
  const flagged = async () => {
    const conversationId = await conversationRead(told, FLAG);
    const { id: decisionId } = await decide(first, await caseOf(conversationId), "all");
    const { revision, classificationId } = await db().decision.findUniqueOrThrow({ where: { id: decisionId } });
    return { decisionId, about: { conversationId, revision, classificationId, tier: 3, probability: 1 } as const };
  };
  await conversationRead(told, clear);
  const known = await flagged();
  await setMoreEyes({ secondReviewOfRisk: 1 });
  const looked = await flagged();
  await setMoreEyes({});
  await endUndoWindow(known.decisionId);
  const { id: goldCaseId } = await addGold(await person("lead"), { decisionId: known.decisionId });
  const admin = await person("admin");
  const open = (reviewerId: string) =>
    db().$transaction((tx) => openSlot(tx, lead, { ...known.about, kind: "gold", goldCaseId, reviewerId }));
  await open(lead.userId);
  await open(admin.userId);

  const listed = async (who: UserActor) => {
    const { total, keptBlind, items } = await listMeasuredCases(who, { ...filter, cell: ["outcome", "risk", "risk"] });
    expect([total, keptBlind]).toEqual([2, 2 - items.length]);
    return items.map(({ conversationId }) => conversationId);
  };
  expect(await listed(auditor)).toHaveLength(2);
  // A reference case is one person's own; a second look is anybody's but theirs who decided.
  expect(await listed(first)).toHaveLength(2);
  expect(await listed(await person("lead"))).toEqual([known.about.conversationId]);
  expect(await listed(lead)).toEqual([]);

  const lines = [];
  for await (const line of exportOutcomes(admin, filter)) lines.push(line);
  expect(lines.map(({ conversationId, decidedAt }) => conversationId ?? decidedAt)).toEqual([null, null, null]);
  // In the order of what they say, not in the one in which they came, with the clear one first.
  const said = lines.map((line) => JSON.stringify(line));
  expect(said).toEqual(said.toSorted());

  await decide(lead, (await db().case.findFirstOrThrow({ where: { forUserId: lead.userId } })).id, "all");
  expect(await listed(lead)).toEqual([known.about.conversationId]);
  await decide(
    lead,
    (await db().reviewSlot.findFirstOrThrow({ where: { conversationId: looked.about.conversationId } })).caseId,
    "all",
  );
  expect(await listed(lead)).toHaveLength(2);
});
