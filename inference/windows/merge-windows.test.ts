import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ConversationReading,
  type DecisionScore,
  type FoundRisk,
  unscored,
  type WindowReading,
} from "@/inference/conversation-reading";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES, severityRank, UNSCORED_REASONS } from "@/inference/risk";
import { mergeWindows } from "@/inference/windows/merge-windows";

const despair: FoundRisk = {
  subject: "self",
  type: "suicide",
  severity: "moderate",
  imminence: "chronic",
  features: ["hopelessness"],
  agreement: 1,
  messages: [3],
};
const stalked: FoundRisk = {
  subject: "other",
  type: "stalking",
  severity: "high",
  imminence: null,
  features: [],
  agreement: 0.67,
  messages: [],
};

function found(reflection: string, ...risks: [FoundRisk, ...FoundRisk[]]): ConversationReading {
  return { outcome: "risk", reflection, risks };
}
function clear(reflection: string): ConversationReading {
  return { outcome: "none", reflection, risks: [] };
}
const silent = unscored("model_timeout", "The model did not answer in time.");

/** Windows of 10 messages of which 2 are shared. */
function windowsOf(...readings: ConversationReading[]): WindowReading[] {
  return readings.map((reading, at) => ({
    fingerprint: `${at}`,
    first: at * 8,
    last: at * 8 + 9,
    reading,
    score: null,
    reused: false,
  }));
}
function scored(windows: WindowReading[], ...scores: (DecisionScore | null)[]): WindowReading[] {
  return windows.map((window, at) => ({ ...window, score: scores[at] ?? null }));
}
function score(flag: number, censored = false): DecisionScore {
  return { flag, severity: null, censored };
}

describe("mergeWindows", () => {
  test("refuses nothing at all", () => {
    expect(() => mergeWindows([], 0)).toThrow(RangeError);
  });

  test.each([
    ["with risks", found("Two.", despair, stalked)],
    ["without", clear("All is well.")],
    ["that failed", unscored("judges_undecided", "They did not agree.", [despair])],
  ])("leaves a single window %s as it is", (_title, reading) => {
    const [window] = scored(windowsOf(reading), score(0.4));
    expect(mergeWindows(window ? [window] : [], 10)).toEqual({ reading, incomplete: false, score: score(0.4) });
  });

  test("flags what any window flags, with the words of that window", () => {
    const windows = windowsOf(clear("Early."), found("Followed home.", stalked), clear("Late."));
    const { reading, incomplete } = mergeWindows(windows, 26);
    expect(reading).toEqual(found("Followed home.", stalked));
    expect(incomplete).toBe(false);
  });

  test("unites a risk that several windows name: the worst, the soonest, everything seen", () => {
    const worse: FoundRisk = {
      ...despair,
      severity: "critical",
      imminence: "acute",
      features: ["plan", "hopelessness"],
      agreement: 0.67,
      messages: [20, 12],
    };
    const sooner: FoundRisk = {
      ...despair,
      severity: "mild",
      imminence: "urgent",
      features: ["farewell"],
      messages: [12],
    };
    const { reading } = mergeWindows(
      windowsOf(found("First.", despair), found("Worst.", stalked, worse), found("Last.", sooner)),
      26,
    );
    expect(reading).toEqual(
      found(
        "Worst.",
        {
          ...despair,
          severity: "critical",
          imminence: "urgent",
          features: ["hopelessness", "plan", "farewell"],
          agreement: 0.67,
          messages: [3, 12, 20],
        },
        stalked,
      ),
    );
  });

  test("takes the words of the newest of windows that name the same", () => {
    const { reading } = mergeWindows(windowsOf(found("Old.", despair), found("New.", despair), clear("Calm.")), 26);
    expect(reading.outcome === "risk" && reading.reflection).toBe("New.");
  });

  test("takes the words of the newest window where nothing is found", () => {
    expect(mergeWindows(windowsOf(clear("Old."), clear("New.")), 18).reading).toEqual(clear("New."));
  });

  test("is never clear when a part could not be read, and says which", () => {
    const { reading, incomplete } = mergeWindows(windowsOf(clear("a"), silent, clear("c")), 26);
    expect(reading).toEqual(
      unscored("model_timeout", "Messages 9 to 18 of 26 could not be read: The model did not answer in time."),
    );
    expect(incomplete).toBe(false);
  });

  test("keeps a risk when another part could not be read, and says that it is not all", () => {
    const { reading, incomplete } = mergeWindows(windowsOf(silent, found("Followed home.", stalked)), 18);
    expect(reading).toEqual(found("Followed home.", stalked));
    expect(incomplete).toBe(true);
  });

  test("counts what was suspected in an unread part as risk beside a risk, as the more urgent case is the safer one", () => {
    const undecided = unscored("judges_undecided", "They did not agree.", [{ ...despair, severity: "critical" }]);
    const { reading, incomplete } = mergeWindows(windowsOf(found("Sad.", despair), undecided), 18);
    expect(reading).toEqual(found("Sad.", { ...despair, severity: "critical" }));
    expect(incomplete).toBe(true);
  });

  test("unites what was suspected, and gives the reason that another try can mend", () => {
    const undecided = unscored("judges_undecided", "They did not agree.", [despair]);
    const away = unscored("model_unreachable", "No server answered.", [stalked, { ...despair, severity: "mild" }]);
    expect(mergeWindows(windowsOf(undecided, clear("b"), away), 26).reading).toEqual(
      unscored("model_unreachable", "Messages 1 to 10 and 17 to 26 of 26 could not be read: No server answered.", [
        stalked,
        despair,
      ]),
    );
  });

  test.each<[string, [number, number][], number, string]>([
    ["one message", [[6, 6]], 9, "Message 7 of 9"],
    ["a stretch", [[40, 79]], 300, "Messages 41 to 80 of 300"],
    [
      "stretches that share messages",
      [
        [0, 9],
        [8, 17],
      ],
      40,
      "Messages 1 to 18 of 40",
    ],
    [
      "stretches that touch",
      [
        [0, 9],
        [10, 17],
      ],
      40,
      "Messages 1 to 18 of 40",
    ],
    [
      "two",
      [
        [0, 0],
        [5, 6],
      ],
      9,
      "Messages 1 and 6 to 7 of 9",
    ],
    [
      "three",
      [
        [0, 0],
        [2, 3],
        [5, 6],
      ],
      9,
      "Messages 1, 3 to 4 and 6 to 7 of 9",
    ],
    [
      "many",
      [
        [0, 0],
        [2, 2],
        [4, 4],
        [6, 6],
        [8, 8],
      ],
      10,
      "Messages 1, 3, 5 and others of 10",
    ],
    ["a part of the only message", [[0, 0]], 1, "Part of the message"],
  ])("names %s", (_title, stretches, count, name) => {
    const [calm] = windowsOf(clear("a"));
    const failed = stretches.map(([first, last]) => ({ ...windowsOf(silent)[0], first, last }) as WindowReading);
    const { reading } = mergeWindows([...(calm ? [calm] : []), ...failed], count);
    expect(reading.outcome === "unscored" && reading.detail).toBe(
      `${name} could not be read: The model did not answer in time.`,
    );
  });

  test("says what failed, and no more, where no part could be read for one reason", () => {
    expect(mergeWindows(windowsOf(silent, silent, silent), 26).reading).toEqual(silent);
  });

  test.each<[string, (DecisionScore | null)[], DecisionScore | null]>([
    ["none", [null, null], null],
    ["the highest", [score(0.2), score(0.9)], score(0.9)],
    ["a bound where that is one", [score(0.2), score(0.9, true)], score(0.9, true)],
    ["a bound where a window has none", [score(0.2), null], score(0.2, true)],
  ])("scores: %s", (_title, scores, merged) => {
    expect(mergeWindows(scored(windowsOf(clear("a"), clear("b")), ...scores), 18).score).toEqual(merged);
  });

  const risk: fc.Arbitrary<FoundRisk> = fc.record({
    subject: fc.constantFrom(...RISK_SUBJECTS),
    type: fc.constantFrom(...RISK_TYPES.slice(0, 3)),
    severity: fc.constantFrom(...SEVERITIES),
    imminence: fc.constantFrom(null, ...IMMINENCES),
    features: fc.subarray(["a", "b", "c"]),
    agreement: fc.constantFrom(null, 0.67, 1),
    messages: fc.uniqueArray(fc.nat(30), { maxLength: 3 }),
  });
  const anyReading: fc.Arbitrary<ConversationReading> = fc.oneof(
    fc.tuple(risk, fc.array(risk, { maxLength: 3 })).map(([first, rest]) => found("r", first, ...rest)),
    fc.constant(clear("n")),
    fc
      .tuple(fc.constantFrom(...UNSCORED_REASONS), fc.array(risk, { maxLength: 2 }))
      .map(([reason, suspected]) => unscored(reason, "d", suspected)),
  );

  test("loses no risk, makes none milder and turns no failure into clear, whatever the windows say", () => {
    fc.assert(
      fc.property(fc.array(anyReading, { minLength: 2, maxLength: 6 }), (readings) => {
        const { reading, incomplete } = mergeWindows(windowsOf(...readings), 100);
        const outcomes = readings.map(({ outcome }) => outcome);
        const failed = outcomes.includes("unscored");
        const expected = outcomes.includes("risk") ? "risk" : failed ? "unscored" : "none";
        expect(reading.outcome).toBe(expected);
        expect(incomplete).toBe(expected === "risk" && failed);
        const named = reading.outcome === "unscored" ? reading.suspected : reading.risks;
        const kinds = named.map(({ subject, type }) => `${subject} ${type}`);
        expect(new Set(kinds).size).toBe(kinds.length);
        for (const one of readings.flatMap((part) => (part.outcome === "unscored" ? part.suspected : part.risks))) {
          const kept = named.find(({ subject, type }) => subject === one.subject && type === one.type);
          expect(kept && severityRank(kept.severity)).toBeGreaterThanOrEqual(severityRank(one.severity));
          expect(kept?.features).toEqual(expect.arrayContaining(one.features));
          expect(kept?.messages).toEqual(expect.arrayContaining([...one.messages]));
        }
      }),
      { numRuns: 500 },
    );
  });
});
