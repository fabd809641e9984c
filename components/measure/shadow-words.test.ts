import { describe, expect, test } from "vitest";
import { costItems } from "@/components/measure/cost-words";
import {
  choiceOfRun,
  drawInWords,
  missingInShadow,
  readerText,
  shadowCasesPath,
  shadowCellInWords,
  unseenFlags,
} from "@/components/measure/shadow-words";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowResult } from "@/domain/measure/shadow/shadow-result-dto";

const run = {
  ...{ reader: "current", strategy: "panel", judges: 3, voteRule: "majority", scope: "all", seed: "tuesday" },
  ...{ from: null, to: null, source: null, population: 1_204, chosen: 200, probability: 200 / 1_204 },
  ...{ erased: 0, unread: 0, leftOut: { erased: 0, damaged: 0, changed: 0, no_words: 0 } },
} as ShadowRunDto;

describe("a run", () => {
  test.each<[Partial<ShadowRunDto>, string]>([
    [{}, "200 of 1,204 conversations"],
    [{ chosen: 1, population: 1 }, "1 conversation"],
    [
      { scope: "unflagged", source: { id: "s", name: "Night chat" }, from: "2026-11-01", to: "2026-11-08" },
      "200 of 1,204 conversations: not flagged, of Night chat, read from 2026-11-01, read before 2026-11-08",
    ],
  ])("over %j is about %s", (given, text) => {
    expect(choiceOfRun({ ...run, ...given })).toBe(text);
  });

  test("says who reads, and rules have no strategy", () => {
    expect(readerText(run)).toBe("The model that reads now, panel of 3, more than half");
    expect(readerText({ ...run, reader: "offline" })).toBe("The offline rules");
  });

  test("says how it was drawn, and with which chance", () => {
    expect(drawInWords(run)).toContain("a chance of 17% to be drawn, by the seed tuesday");
    expect(drawInWords({ ...run, chosen: 1_204 })).toBe("All that fit were taken.");
  });

  test("counts what is not in it, each with its reason", () => {
    expect(missingInShadow(run)).toEqual([]);
    const left = { erased: 1, damaged: 0, changed: 2, no_words: 0 };
    const lines = missingInShadow({ ...run, unread: 3, erased: 1, leftOut: left }).map(({ text }) => text);
    expect(lines).toEqual([
      expect.stringMatching(/^3 conversations that fit were never read by a model/),
      expect.stringMatching(/^1 conversation that fit was erased before/),
      "1 conversation that was drawn was left out: their content was erased.",
      "2 conversations that were drawn were left out: messages were edited or deleted since they were read.",
    ]);
  });
});

test("counts as unseen what only the shadow flags and nobody decided on, also where they decided on other words", () => {
  const answers = { risk: 1, none: 2, waits: 1, open: 1, unasked: 3, changed: 1 };
  const cells = [{ standing: "none", shadow: "risk", n: 9, answers }] as const;
  expect(unseenFlags({ cells: [...cells] } as unknown as ShadowResult)).toBe(6);
  expect(unseenFlags({ cells: [] } as unknown as ShadowResult)).toBe(0);
});

test("leads to the conversations of a cell, and says which they are", () => {
  const query = { standing: "none", shadow: "risk", answer: "undecided" } as const;
  expect(shadowCasesPath("x", query)).toBe(
    "/measure/shadow/x/conversations?standing=none&shadow=risk&answer=undecided",
  );
  expect(shadowCellInWords(query)).toBe("What stood: no risk. Shadow: risk. Person: undecided.");
  expect(shadowCellInWords({ shadowTier: 0 })).toBe("The shadow reading asks for tier 0.");
  expect(shadowCellInWords({})).toBe("All that were read.");
});

describe("what readings cost", () => {
  test("is a gap where nobody knows it, and never a word of the machine", () => {
    const unknown = {
      calls: 0,
      callsPerCase: null,
      promptTokens: null,
      completionTokens: null,
      p50Ms: null,
      p95Ms: null,
    };
    expect(costItems(unknown, "a case")).toEqual([
      { term: "Calls", detail: "0" },
      { term: "Tokens", detail: null },
      { term: "Time", detail: null },
    ]);
  });

  test("has its number for each", () => {
    const known = {
      calls: 3_000,
      callsPerCase: 3,
      promptTokens: 61_000,
      completionTokens: null,
      p50Ms: 380,
      p95Ms: 1_200,
    };
    expect(costItems(known, "a case").map(({ detail }) => detail)).toEqual([
      "3,000, 3.0 a case",
      "61,000 in, – out",
      "p50 380 ms, p95 1,200 ms",
    ]);
  });
});
