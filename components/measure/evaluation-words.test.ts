import { describe, expect, test } from "vitest";
import { comparisonInWords, nameOf, pText, shareDone } from "@/components/measure/evaluation-words";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";
import { mcnemar } from "@/domain/measure/statistics/mcnemar";

const split = (onlyFirst: number, onlySecond: number) => ({
  ...{ cases: 40, both: 40 - onlyFirst - onlySecond, neither: 0, onlyFirst, onlySecond },
  ...mcnemar(onlyFirst, onlySecond),
});

describe("comparisonInWords", () => {
  test.each<[number, number, RegExp]>([
    [0, 0, /^Single and Panel were right on the very same cases\.$/],
    [0, 1, /differ on 1 case: only Single was right on 0, only Panel on 1\. That is too few/],
    [0, 5, /too few to tell them apart/],
    [4, 6, /Chance alone may well do that: neither/],
    [1, 11, /unlikely reason .* Panel answers these cases better/],
    [11, 1, /unlikely reason .* Single answers these cases better/],
  ])("says of %i against %i what it means", (first, second, says) => {
    expect(comparisonInWords(split(first, second), "Single", "Panel")).toMatch(says);
  });
});

test.each([
  [1, "1.000"],
  [0.0314, "0.031"],
  [0.0004, "<0.001"],
])("prints p %f as %s", (p, text) => {
  expect(pText(p)).toBe(text);
});

describe("a run", () => {
  const run = { fileName: null, cases: 10, strategies: [{ done: 10 }, { done: 5 }] } as EvaluationRunDto;

  test("is as far as all its strategies together", () => {
    expect(shareDone(run)).toBe(0.75);
  });

  test("is named by its file, or without that by its size", () => {
    expect(nameOf({ ...run, fileName: "night.jsonl" })).toBe("night.jsonl");
    expect(nameOf(run)).toBe("10 labelled cases");
  });
});
