/** What people make of a simulated year, as counts of the very form that Measure computes its figures from. Pure. */
import type { GoldError } from "@/domain/measure/figures/gold-error";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { independentShare } from "@/domain/measure/statistics/clustered";
import { createRandom, type Random } from "@/domain/measure/statistics/random";
import { drawBinomial } from "@/domain/measure/statistics/variates";
import type { ClearGroup, FlaggedGroup, YearGroup } from "@/domain/measure/testing/draw-year";
import type { People, YearPlan } from "@/domain/measure/testing/year-plan";

const BASE = { key: null, provisional: false, tier: null, visibility: null, stratum: null, probability: null } as const;
type Answered = Pick<CountRow, "outcome" | "tier" | "stratum" | "probability" | "cameInto">;

/** Answers of people who err: `n` conversations of one truth. */
function decide(random: Random, { sensitivity, specificity }: People, atRisk: boolean, n: number) {
  const risk = drawBinomial(random, n, atRisk ? sensitivity : 1 - specificity);
  return { risk, none: n - risk };
}

function rowsOf(about: Answered, answers: Partial<Record<CountRow["answer"], number>>): CountRow[] {
  const decided = about.outcome === "risk" ? "shown" : "blind";
  const right = about.outcome === "risk" ? "risk" : "none";
  const overturn = about.outcome === "risk" ? "false_positive" : "false_negative";
  return (Object.entries(answers) as [CountRow["answer"], number][])
    .filter(([, n]) => n > 0)
    .map(([answer, n]) => {
      if (answer !== "risk" && answer !== "none") return { ...BASE, ...about, answer, overturn: null, n };
      return { ...BASE, ...about, answer, visibility: decided, overturn: answer === right ? "agrees" : overturn, n };
    });
}

function answerFlagged(random: Random, plan: YearPlan, people: People, { atRisk, tier, n }: FlaggedGroup): CountRow[] {
  const decided = drawBinomial(random, n, plan.tiers.decided[tier] ?? 1);
  const about = { outcome: "risk", tier, stratum: null, probability: null } as const;
  const gone = plan.byHand ? drawBinomial(random, n - decided, plan.byHand) : 0;
  return [
    ...rowsOf(about, { ...decide(random, people, atRisk, decided), open: n - decided - gone }),
    ...rowsOf({ ...about, tier: null }, { open: gone }),
  ];
}

function answerClear(random: Random, plan: YearPlan, people: People, group: ClearGroup): CountRow[] {
  const { week, atRisk, stratum, probability, drawn, n } = group;
  const about = { outcome: "none", tier: null, stratum, probability } as const;
  if (drawn) {
    const answered = drawBinomial(random, n, plan.answeredOf(week));
    return rowsOf(about, { ...decide(random, people, atRisk, answered), open: n - answered });
  }
  const byHand = stratum === "rest" ? plan.byHand : undefined;
  const seen = byHand || atRisk ? drawBinomial(random, n, byHand ?? plan.cameUpon) : 0;
  return [
    ...rowsOf({ ...about, stratum: "seen", cameInto: stratum }, decide(random, people, atRisk, seen)),
    ...rowsOf(about, { unasked: n - seen }),
  ];
}

/** Rows that are alike added up, as the database groups them. */
function grouped(rows: readonly CountRow[]): CountRow[] {
  const known = new Map<string, CountRow>();
  for (const row of rows) {
    const { outcome, answer, tier, stratum, probability, cameInto, n } = row;
    const name = `${outcome} ${answer} ${tier} ${stratum} ${probability} ${cameInto}`;
    known.set(name, { ...row, n: n + (known.get(name)?.n ?? 0) });
  }
  return [...known.values()];
}

/** The counts after people were asked: of the flags nearly all are decided, of the unflagged what was drawn and answered. */
export function answerYear(seed: string, plan: YearPlan, people: People, groups: readonly YearGroup[]): CountRow[] {
  const random = createRandom(`answers/${seed}`);
  return grouped(
    groups.flatMap((group) =>
      group.side === "flagged" ? answerFlagged(random, plan, people, group) : answerClear(random, plan, people, group),
    ),
  );
}

/** Answers to so many reference cases with a risk, and as many without. */
export function answerReferences(seed: string, { sensitivity, specificity }: People, each: number): GoldError {
  const random = createRandom(`references/${seed}`);
  const [found, cleared] = [drawBinomial(random, each, sensitivity), drawBinomial(random, each, specificity)];
  return { asked: 2 * each, risk: independentShare(found, each), none: independentShare(cleared, each) };
}

/**
 * People of whom each risk that one states is read by a second, and settled by a third where those two disagree. That each
 * errs by chance of their own is assumed: what misleads all three is not in it.
 */
export function readTwice({ sensitivity, specificity }: People): People {
  const kept = (says: number) => says * (says + (1 - says) * says);
  return { sensitivity: kept(sensitivity), specificity: 1 - kept(1 - specificity) };
}
