import { expect, test } from "vitest";
import { isNothingNewer, madeMeanwhile, newerState } from "@/components/decide/newer-state";
import { A_CASE, A_DECISION, A_MESSAGE, A_READING } from "@/components/decide/testing/a-case";

const later = { ...A_MESSAGE, id: "later", revision: 2 };

test("nothing is newer in the same state", () => {
  expect(isNothingNewer(newerState(A_CASE, A_CASE))).toBe(true);
});

test("says what came, what was changed, what reads it now and who decided", () => {
  const reading = { ...A_READING, id: "another" };
  const now = {
    revision: 3,
    messages: [{ ...A_MESSAGE, changedRevision: 3 }, later],
    classification: reading,
    decisions: [{ ...A_DECISION, id: "taken back", stands: false }, A_DECISION],
  };
  const newer = newerState({ ...A_CASE, decisions: [] }, now);
  expect(newer).toEqual({ arrived: [later], changed: 1, reading, decisions: [A_DECISION] });
  expect(isNothingNewer(newer)).toBe(false);
});

test("a message that came and was edited since is new, not changed", () => {
  const now = { ...A_CASE, revision: 3, messages: [...A_CASE.messages, { ...later, changedRevision: 3 }] };
  expect(newerState(A_CASE, now)).toMatchObject({ arrived: [{ id: "later" }], changed: 0 });
});

test("finds the decision that ended a claim, and offers none that was taken back or made elsewhere", () => {
  const mine = { ...A_DECISION, id: "mine", caseId: A_CASE.id, decidedAt: "2026-11-21T04:00:00.000Z" };
  const correction = { ...mine, id: "correction", supersedesId: "mine", decidedAt: "2026-11-21T05:00:00.000Z" };
  const elsewhere = { ...mine, id: "elsewhere", caseId: "another case", decidedAt: "2026-11-21T03:30:00.000Z" };
  const before = { ...A_CASE, decisions: [A_DECISION] };
  const decisions = [A_DECISION, correction, elsewhere, mine];
  expect(madeMeanwhile(before, { decisions })).toEqual(mine);
  expect(madeMeanwhile(before, { decisions: [A_DECISION, elsewhere] })).toBeNull();
  expect(madeMeanwhile(before, { decisions: [{ ...mine, undoneAt: mine.decidedAt }] })).toBeNull();
});
