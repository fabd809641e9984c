import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ShadowResult } from "@/components/measure/shadow-result";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import { shadowResult } from "@/domain/measure/shadow/shadow-result";

const cost = { calls: 2, callsPerCase: 1, promptTokens: null, completionTokens: null, p50Ms: 4, p95Ms: 9 };
const unasked: Parameters<typeof shadowResult>[0][number] = {
  ...({ standing: "none", shadow: "none", standingTier: null, shadowTier: null } as const),
  ...({ answer: "unasked", visibility: null, stratum: "rest", probability: 0.01, n: 1 } as const),
};

/** The words of the page for what was read, of ten that fit. */
function wordsOf(rows: Parameters<typeof shadowResult>[0]): string {
  const run = { id: "x", population: 10, chosen: 2 } as ShadowRunDto;
  const markup = renderToStaticMarkup(
    <ShadowResult run={run} result={shadowResult(rows, { population: 10, scope: "all", cost })} />,
  );
  return markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

test("where nothing was read there is nothing to compare, and no figure", () => {
  expect(wordsOf([])).toMatch(/Nothing could be read .* nothing to compare/);
  expect(wordsOf([])).not.toMatch(/\d/);
});

test("where nobody decided, neither reading is held against anything, and recall is not known rather than 0", () => {
  const words = wordsOf([{ ...unasked, n: 2 }]);
  expect(words).toContain("Nobody has decided on any of them");
  expect(words).toContain("Not known. Nobody has read any of the 2 conversations");
  expect(words).not.toMatch(/undefined|null|NaN|only the shadow reading flags/);
});

test("what only the shadow flags and nobody decided on comes first, and the queue of all that fit with its bounds", () => {
  const words = wordsOf([
    { ...unasked, n: 1 },
    { ...unasked, shadow: "risk", shadowTier: 0, n: 1 },
  ]);
  expect(words).toMatch(/^ ?1 conversation that only the shadow reading flags, and nobody has decided on/);
  expect(words).toContain("No case was opened for them");
  expect(words).toMatch(/Of all 10 that fit, about 0 \(0 to \d\) 5 \(1 to 9\)/);
});
