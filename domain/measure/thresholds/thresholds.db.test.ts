/** Cuts and scores of a small desk, worked out by hand. */
import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { decide } from "@/domain/decide/testing/decide";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { exportThresholds } from "@/domain/measure/exports/export-figures";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getThresholds } from "@/domain/measure/thresholds/get-thresholds";
import type { Cut } from "@/domain/measure/thresholds/threshold-dto";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  failed,
  openDesk,
  person,
  risky,
  setSampling,
  withScore,
} from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { Engine } from "@/inference/engines/engine";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

let auditor: UserActor;
let reviewer: UserActor;

const T0 = risky(aRisk("critical", "emergency"));
const T1 = risky(aRisk("high", "urgent"));
const T2 = risky(aRisk("moderate", "acute"));
const T3 = risky(aRisk("mild", "chronic"));

/** What it takes to be read by something else than "told-1" with one call. */
const reads = (engine: Engine, other: { model?: string; provisional?: boolean }): Engine => ({
  ...engine,
  ...other,
  read: async (...asked) => ({ ...(await engine.read(...asked)), ...other }),
});

/** A conversation that was read with this score, and what a person concluded; null while nobody has. */
async function one(reading: Reading, score: number, says: "all" | "nothing" | null, text = "some words") {
  const conversationId = await conversationRead(reviewer, reading, text, withScore(engineThatSays(reading), score));
  if (says === null) return;
  await decide(reviewer, (await db().case.findFirstOrThrow({ where: { conversationId } })).id, says);
}

const at = (cuts: readonly Cut[], cut: number): Cut => {
  const found = cuts.find((each) => each.cut === cut);
  if (!found) throw new Error(`no cut at ${cut}`);
  return found;
};

beforeAll(async () => {
  await openDesk();
  [auditor, reviewer] = [await person("auditor"), await person("reviewer")];
});

it("has no queue, no recall and no calibration of a desk that has read nothing", async () => {
  const { readBy, period, byTier, byScore, calibration } = await getThresholds(auditor, {});
  expect([readBy, period, byTier.cuts, byScore.cuts, byScore.today]).toEqual([[], null, [], [], null]);
  expect([byTier.reason, byScore.reason]).toEqual(Array(2).fill("Nothing was read under these filters."));
  expect(calibration).toMatchObject({ method: null, n: 0 });
  await expect(getThresholds(reviewer, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});

describe("a desk of six flags and eight clear ones, of which seven were drawn from the rest and one at the tripwire", () => {
  beforeAll(async () => {
    await one(T0, 0.995, "all");
    await one(T0, 0.97, "all");
    // Read clear at first; then it grew, and was flagged: it counts once, as it was decided on.
    const grown = await acceptConversation(reviewer, { messages: [{ role: "user", text: "first" }], externalId: "g" });
    await readAndRoute(withScore(engineThatSays(clear), 0.2), { conversationId: grown.id, revision: 1 });
    const more = await acceptConversation(reviewer, { messages: [{ role: "user", text: "more" }], externalId: "g" });
    await readAndRoute(withScore(engineThatSays(T1), 0.96), { conversationId: grown.id, revision: more.revision });
    await decide(reviewer, (await db().case.findFirstOrThrow({ where: { conversationId: grown.id } })).id, "nothing");
    await one(T2, 0.62, "all");
    await one(T3, 0.55, "all");
    await one(T3, 0.55, null);
    await setSampling({ rest: 1 });
    await one(clear, 0.45, "all");
    await one(clear, 0.3, "nothing");
    await one(clear, 0.3, null);
    await one(clear, 0.02, "all");
    await one(clear, 0.02, "nothing");
    await one(clear, 0.01, null);
    await one(clear, 0.001, null);
    await one(clear, 0.4, "nothing", "<risks/>");
    await setSampling({});
    // Apart: what could not be read, what has no score, what another model read, and what rules read.
    await conversationRead(reviewer, failed());
    const other = { model: "told-2" };
    await conversationRead(reviewer, T0, "x", reads(withScore(engineThatSays(T0), 0.9), other));
    const rules = { model: "rules", provisional: true };
    for (let i = 0; i < 20; i += 1)
      await conversationRead(reviewer, T0, "x", reads(withScore(engineThatSays(T0), 0.9), rules));
  });

  it("takes the model with the most readings first, and readings by rules last however many they are", async () => {
    const { readBy, counts, missing } = await getThresholds(auditor, {});
    expect(readBy).toEqual([
      { model: "told-1", strategy: "single", rules: false, readings: 15, chosen: true },
      { model: "told-2", strategy: "single", rules: false, readings: 1, chosen: false },
      { model: "rules", strategy: "single", rules: true, readings: 20, chosen: false },
    ]);
    expect(counts).toEqual({ read: 14, flagged: 6, decided: 10, unscored: 1, withoutScore: 0 });
    const said = missing.join(" ");
    expect(said).toContain("3 drawn conversations of those not flagged still wait");
    expect(said).toContain("1 of 6 flagged conversations is not decided yet");
    expect(said).toContain("1 conversation could not be read");
    expect(said).toContain("5 of 10 decisions were made with the model's answer in view");
    expect(said).toContain("1 conversation was read by another model");
    expect(said).toContain("20 conversations were read by keyword rules");
  });

  it("cuts by tier: of 5 found and 7·2/4 = 3.5 missed, tier 0 alone catches 2, up to tier 1 as many, then 3, then 5", async () => {
    const { byTier, period } = await getThresholds(auditor, {});
    const all = 8.5;
    expect(byTier.cuts).toMatchObject([
      {
        cut: 0,
        queue: 2,
        perDay: 2 / (period?.days ?? 0),
        byTier: [2, 0, 0, 0],
        noTier: 0,
        recall: { value: 2 / all },
        precision: { value: 1 },
      },
      { cut: 1, queue: 3, byTier: [2, 1, 0, 0], recall: { value: 2 / all }, precision: { value: 2 / 3 } },
      { cut: 2, queue: 4, byTier: [2, 1, 1, 0], recall: { value: 3 / all }, precision: { value: 3 / 4 } },
      { cut: 3, queue: 6, byTier: [2, 1, 1, 2], recall: { value: 5 / all, n: 10 }, precision: { value: 5 / 6, n: 5 } },
    ]);
    expect(byTier.today).toMatchObject({ cut: 3, differ: 0, queue: 6, recall: { value: 5 / all } });
    // What is in force is what the overview says of the same readings.
    const { figures } = await getMeasureReport(auditor, { model: "told-1" });
    expect(figures.recall.value).toBeCloseTo(5 / all, 10);
  });

  it("cuts by score: each side of a cut stands for what was answered on it", async () => {
    const { byScore } = await getThresholds(auditor, {});
    const { cuts, today } = byScore;
    expect(today).toMatchObject({ queue: 6, cut: 0.5, differ: 0, recall: { value: 5 / 8.5 } });
    const expected: [cut: number, queue: number, recall: number, precision: number][] = [
      // Above the cut the first flag of tier 0, below it the second, and 3.5 that nobody flagged.
      [0.995, 1, 1 / 8.5, 1],
      [0.95, 3, 2 / 8.5, 2 / 3],
      [0.6, 4, 3 / 8.5, 3 / 4],
      [0.5, 6, 5 / 8.5, 5 / 6],
      // The one at 0.45 is read whole; below it 6, of which 3 answered, 1 with a risk: 2 missed.
      [0.45, 7, 6 / 8, 6 / 7],
      [0.4, 8, 6 / 8, 6 / 8],
      // Of the three from 0.3 on two were answered, one with a risk: 1.5. Below it 4, of which 2, 1: 2.
      [0.3, 10, 6.5 / 8.5, 6.5 / 10],
      // From 0.02 on five, four answered, two with a risk: 2.5. Of the two below nobody has said anything.
      [0.02, 12, 1, 7.5 / 12],
      [0, 14, 1, 8.5 / 14],
    ];
    for (const [cut, queue, recall, precision] of expected) {
      const made = at(cuts, cut);
      expect(made.queue, `queue at ${cut}`).toBe(queue);
      expect(made.recall.value, `recall at ${cut}`).toBeCloseTo(recall, 10);
      expect(made.precision.value, `precision at ${cut}`).toBeCloseTo(precision, 10);
    }
    expect(at(cuts, 0.3)).toMatchObject({ byTier: [2, 1, 1, 2], noTier: 4 });
    const unsure = at(cuts, 0.02).recall;
    if (unsure.value !== null) expect(unsure.low).toBeLessThan(0.95);
    expect(at(cuts, 0).recall).toMatchObject({ value: 1, low: 1 });
    const values = cuts.map(({ recall }) => recall.value ?? Number.NaN);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it("does not know recall where the unflagged cannot be told apart, and keeps answers made otherwise for answers not given", async () => {
    const tier = await getThresholds(auditor, { tier: 0 });
    expect(tier.byScore).toMatchObject({ cuts: [], reason: expect.stringContaining("have no tier") });
    const blind = await getThresholds(auditor, { visibility: "blind" });
    expect(blind.byTier.cuts[3]).toMatchObject({ queue: 6, recall: { value: null } });
    expect(blind.counts.decided).toBe(5);
    const rules = await getThresholds(auditor, { model: "rules" });
    expect(rules.byScore).toMatchObject({ cuts: [], reason: expect.stringContaining("keyword rules") });
    expect(rules.counts).toMatchObject({ read: 20, flagged: 20 });
    expect((await getThresholds(auditor, { model: "told-2" })).counts).toMatchObject({ read: 1 });
  });

  it("calibrates by hand: the Brier score of scores as they are, each answer standing for those of its stratum", async () => {
    const { calibration } = await getThresholds(auditor, { calibration: "platt" });
    // One answer without a risk too few.
    expect(calibration).toMatchObject({
      method: null,
      n: 10,
      reason: "Calibration needs 5 answers with a risk and 5 without; there are 6 and 4.",
    });
    await setSampling({ rest: 1 });
    await one(clear, 0.3, "nothing");
    await setSampling({});
    const made = (await getThresholds(auditor, { calibration: "platt" })).calibration;
    if (made.method === null) throw new Error(made.reason);
    expect(made).toMatchObject({ method: "platt", n: 11, withRisk: 6 });
    // [middle of the bin, with a risk, weight]: tier 3 stands for 2, the rest for 8/5 each.
    const answers: [score: number, risk: 0 | 1, weight: number][] = [
      [0.9965, 1, 1],
      [0.965, 1, 1],
      [0.965, 0, 1],
      [0.625, 1, 1],
      [0.575, 1, 2],
      [0.475, 1, 1.6],
      [0.325, 0, 1.6],
      [0.325, 0, 1.6],
      [0.035, 1, 1.6],
      [0.035, 0, 1.6],
      [0.425, 0, 1],
    ];
    const sum = (of: (answer: (typeof answers)[number]) => number) => answers.reduce((all, each) => all + of(each), 0);
    const brier = sum(([score, risk, weight]) => weight * (score - risk) ** 2) / sum(([, , weight]) => weight);
    expect(made.before.brier).toBeCloseTo(brier, 10);
    expect(made.after.bins.reduce((all, { observed }) => all + (observed?.n ?? 0), 0)).toBe(11);
    const chances = made.scores.map(({ chance }) => chance);
    expect(chances).toEqual([...chances].sort((a, b) => a - b));
  });

  it("leaves as one line a cut, and changes no case", async () => {
    const before = await db().case.count();
    const lines = [];
    for await (const line of exportThresholds(auditor, {})) lines.push(line);
    expect(lines.filter(({ axis }) => axis === "tier")).toHaveLength(4);
    expect(lines.find(({ axis, cut }) => axis === "score" && cut === 0.6)).toMatchObject({
      model: "told-1",
      strategy: "single",
      queue: 4,
      today: false,
      recall: expect.closeTo(3 / 8.2, 10),
    });
    expect(await db().case.count()).toBe(before);
  });
});
