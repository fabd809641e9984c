import { describe, expect, test } from "vitest";
import type { Reading, Risk, UnscoredReason } from "@/inference/risk";
import { conclude } from "@/inference/strategies/conclude";

const ABUSE: Risk = { subject: "self", type: "abuse", severity: "moderate", imminence: "chronic", features: ["fear"] };
const SUICIDE: Risk = { subject: "self", type: "suicide", severity: "critical", imminence: "urgent", features: [] };
const STALKING: Risk = { subject: "other", type: "stalking", severity: "mild", imminence: null, features: [] };

const says = (reflection: string, ...[first, ...others]: [Risk, ...Risk[]]): Reading => ({
  outcome: "risk",
  reflection,
  risks: [first, ...others],
});
const clear = (reflection: string): Reading => ({ outcome: "none", reflection, risks: [] });
const fails = (reason: UnscoredReason, detail: string = reason): Reading => ({ outcome: "unscored", reason, detail });
const votes = (...readings: Reading[]) => readings.map((reading) => ({ reading, score: null }));

describe("a confirmed risk", () => {
  test("takes the worst severity, the soonest imminence and all features of those that named it", () => {
    const reading = conclude(
      "majority",
      3,
      votes(
        says("first", { ...ABUSE, severity: "high", imminence: null }),
        says("second", { ...ABUSE, severity: "mild", imminence: "urgent", features: ["isolation", "fear"] }),
        clear("third"),
      ),
    );
    expect(reading).toEqual({
      outcome: "risk",
      reflection: "first",
      risks: [
        {
          ...ABUSE,
          severity: "high",
          imminence: "urgent",
          features: ["fear", "isolation"],
          agreement: 2 / 3,
          messages: [],
        },
      ],
    });
  });

  test("leaves out what too few judges named beside it, and is explained by a judge that saw it", () => {
    const reading = conclude(
      "majority",
      3,
      votes(says("first", ABUSE), says("second", SUICIDE), says("third", { ...ABUSE, severity: "high" }, STALKING)),
    );
    expect(reading).toMatchObject({ reflection: "third", risks: [{ type: "abuse", severity: "high" }] });
    expect(reading).toHaveProperty("risks.length", 1);
  });

  test("keeps the subject: the same danger to somebody else is another risk", () => {
    const other: Risk = { ...ABUSE, subject: "other" };
    const reading = conclude("majority", 3, votes(says("a", ABUSE, other), says("b", ABUSE), says("c", ABUSE, other)));
    expect(reading).toMatchObject({
      risks: [
        { subject: "self", agreement: 1 },
        { subject: "other", agreement: 2 / 3 },
      ],
    });
  });

  test("counts a judge once, however often it repeats itself", () => {
    const repeated = conclude(
      "any",
      3,
      votes(says("a", ABUSE, { ...ABUSE, severity: "high" }), clear("b"), clear("c")),
    );
    expect(repeated).toMatchObject({ risks: [{ type: "abuse", severity: "high", agreement: 1 / 3 }] });
  });

  test("keeps every risk when judges agree that there is one but not on which", () => {
    const reading = conclude("majority", 3, votes(says("a", ABUSE), says("b", STALKING, SUICIDE), clear("c")));
    expect(reading).toMatchObject({ outcome: "risk", reflection: "b" });
    expect(reading.outcome === "risk" && reading.risks.map(({ type, agreement }) => [type, agreement])).toEqual([
      ["suicide", 1 / 3],
      ["abuse", 1 / 3],
      ["stalking", 1 / 3],
    ]);
  });

  test("counts agreement among the judges that could be read", () => {
    const reading = conclude("majority", 3, votes(says("a", ABUSE), fails("model_timeout"), says("b", ABUSE)));
    expect(reading).toMatchObject({ risks: [{ agreement: 1 }] });
  });

  test("loses nothing to a judge that failed: one yes is enough where any is", () => {
    const reading = conclude("any", 3, votes(fails("model_timeout"), fails("model_timeout"), says("c", SUICIDE)));
    expect(reading).toMatchObject({ outcome: "risk", reflection: "c", risks: [{ type: "suicide" }] });
  });
});

describe("an all-clear", () => {
  test("speaks with the first judge that found nothing", () => {
    const reading = conclude("majority", 3, votes(says("a", ABUSE), clear("b"), clear("c")));
    expect(reading).toEqual(clear("b"));
  });
});

describe("no decision", () => {
  test("holds everything that any judge named, and says how they stood", () => {
    const reading = conclude(
      "majority",
      5,
      votes(says("a", ABUSE), says("b", SUICIDE), fails("model_error"), clear("d"), clear("e")),
    );
    expect(reading).toMatchObject({
      outcome: "unscored",
      reason: "judges_undecided",
      detail: "Of 5 judges, 2 named a risk and 1 could not be read; 3 have to name one.",
      suspected: [
        { type: "suicide", agreement: 1 / 4 },
        { type: "abuse", agreement: 1 / 4 },
      ],
    });
  });

  test("holds what a judge saw in an answer that cannot count", () => {
    const cut = { reading: fails("input_cut"), score: null, suspected: [STALKING] };
    const reading = conclude("majority", 3, [...votes(clear("a"), says("b", ABUSE)), cut]);
    expect(reading).toMatchObject({ reason: "judges_undecided", suspected: [{ type: "abuse" }, { type: "stalking" }] });
    const alone = conclude("majority", 3, [cut, ...votes(fails("model_error"), fails("input_cut"))]);
    expect(alone).toMatchObject({ reason: "input_cut", suspected: [{ type: "stalking", agreement: null }] });
  });

  test.each<[string, Reading[], UnscoredReason, string]>([
    ["the same reason", [fails("model_timeout", "a"), fails("model_timeout", "b")], "model_timeout", "a"],
    [
      "the most common one",
      [fails("model_error"), fails("model_timeout", "x"), fails("model_timeout")],
      "model_timeout",
      "x",
    ],
    ["the first of equals", [fails("output_cut_off", "y"), fails("model_error")], "output_cut_off", "y"],
  ])("gives the judges' reason when all of them failed: %s", (_title, readings, reason, detail) => {
    expect(conclude("majority", 3, votes(...readings))).toEqual({ outcome: "unscored", reason, detail, suspected: [] });
  });
});
