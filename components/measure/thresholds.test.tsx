import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Thresholds } from "@/components/measure/thresholds";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { buildThresholds, type ThresholdParts } from "@/domain/measure/thresholds/build-thresholds";

const base = { key: null, tier: null, visibility: null, stratum: null, probability: null, overturn: null };
const flagged = { ...base, provisional: false, outcome: "risk", tier: 1 } as const;
const rest = { ...base, provisional: false, outcome: "none", stratum: "rest", probability: 0.1 } as const;
const SCORED = [
  { ...flagged, bin: 30, answer: "risk", visibility: "shown", n: 6 },
  { ...rest, bin: 3, answer: "none", visibility: "blind", n: 38 },
  { ...rest, bin: 3, answer: "unasked", n: 352 },
] as const;
const MODEL = {
  model: "model-1",
  strategy: "single",
  rules: false,
  readings: 396,
  first: "2026-11-01",
  last: "2026-11-04",
};
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };

function shown(parts: Partial<ThresholdParts>): string {
  const rows: readonly CountRow[] = parts.scored ?? SCORED;
  const all = { query: {}, rows, scored: SCORED, readBy: [MODEL], chosen: MODEL, freshness, ...parts };
  return renderToStaticMarkup(<Thresholds thresholds={buildThresholds(all, 50)} query={all.query} mayReview={false} />);
}

describe("the cuts on their page", () => {
  it("stand beside what they cannot know, with days, model and a slider that speaks", () => {
    const html = shown({});
    expect(html).toContain("396 conversations read, 6 of them flagged and 44 decided, in 4 days");
    expect(html).toContain('aria-valuetext="A case from a score of 0.5 on: 1.5 a day, recall 100% (');
    expect(html).toContain("6 of 44 decisions were made with the model&#x27;s answer in view");
    expect(html).toContain("nearest to a cut at 0.5: it would have treated 0 conversations otherwise");
    expect(html).toContain("By 44 answers, scores as they are stand");
  });

  it("say why recall is not known, and never 0% or 100% in its stead", () => {
    const unframed = [
      { ...SCORED[1], answer: "unasked", visibility: null, stratum: "unframed", probability: null } as const,
    ];
    const html = shown({ scored: [SCORED[0], ...unframed] });
    expect(html).toContain(
      "Recall is not known. Nobody has read any of the 38 conversations in “unreached by any draw”.",
    );
    expect(html).toContain("38 unflagged conversations never came into a draw");
    expect(html).toContain("a day, recall not known");
    expect(html).toContain("Not known</dd>");
  });

  it("draw no score of readings by rules, and none of readings without one", () => {
    const rules = { ...MODEL, rules: true };
    expect(shown({ scored: [], rows: SCORED, readBy: [rules], chosen: rules })).toContain(
      "keyword rules, whose scores mean",
    );
    const without = shown({ scored: [], rows: SCORED });
    expect(without).toContain("None of these readings has a stored score");
    expect(without).not.toContain('type="range"');
    expect(without).toContain("Cut by tier");
  });
});
