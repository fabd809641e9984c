import { expect, it } from "vitest";
import { followChains } from "@/domain/audit/verify/chain-check";

/** An entry of a case: `prev` undefined for one of before there were chains. */
const entry = (index: number, leafHash: string, prev: string | null | undefined, caseId: string | null = "case") => ({
  index,
  seq: String(index),
  id: `id ${index}`,
  type: "triage.case.claimed",
  caseId,
  leafHash,
  ...(prev === undefined ? {} : { prev }),
});

function problemsOf(...entries: ReturnType<typeof entry>[]) {
  const chains = followChains();
  for (const each of entries) chains.add(each);
  return chains.problems();
}

it.each([
  ["a chain", [entry(0, "a", null), entry(1, "b", "a"), entry(2, "c", "b")]],
  ["a chain in another order", [entry(0, "a", null), entry(1, "c", "b"), entry(2, "b", "a")]],
  [
    "one that goes on from before there were chains",
    [entry(0, "x", undefined), entry(1, "y", undefined), entry(2, "a", "y")],
  ],
  [
    "entries of before beside the chain of another case",
    [entry(0, "a", null, "other"), entry(1, "x", undefined), entry(2, "b", "a", "other")],
  ],
])("finds nothing in %s", (_what, entries) => {
  expect(problemsOf(...entries)).toEqual([]);
});

it.each([
  ["after the chain has begun", [entry(0, "a", null), entry(1, "x", undefined), entry(2, "b", "a")]],
  ["after one that goes on from before", [entry(0, "w", undefined), entry(1, "a", "w"), entry(2, "x", undefined)]],
  [
    "after one whose own predecessor is still to come",
    [entry(0, "b", "a"), entry(1, "x", undefined), entry(2, "a", null)],
  ],
])("finds an entry without its place in the chain %s", (_what, entries) => {
  const { index, seq, id } = entries.find(({ leafHash }) => leafHash === "x") ?? {};
  expect(problemsOf(...entries)).toEqual([
    { index, seq, id, reason: expect.stringContaining("without a place in the chain of its case") },
  ]);
});
