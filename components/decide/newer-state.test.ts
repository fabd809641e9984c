import { expect, test } from "vitest";
import {
  EXAMPLE_CASE,
  EXAMPLE_CLASSIFICATION,
  EXAMPLE_DECISION,
  EXAMPLE_MESSAGE,
} from "@/app/api/openapi.json/example-case";
import { isNothingNewer, newerState } from "@/components/decide/newer-state";

const later = { ...EXAMPLE_MESSAGE, id: "later", revision: 2 };

test("nothing is newer in the same state", () => {
  expect(isNothingNewer(newerState(EXAMPLE_CASE, EXAMPLE_CASE))).toBe(true);
});

test("says what came, what was changed, what reads it now and who decided", () => {
  const reading = { ...EXAMPLE_CLASSIFICATION, id: "another" };
  const now = {
    revision: 3,
    messages: [{ ...EXAMPLE_MESSAGE, changedRevision: 3 }, later],
    classification: reading,
    decisions: [{ ...EXAMPLE_DECISION, id: "taken back", undoneAt: EXAMPLE_DECISION.decidedAt }, EXAMPLE_DECISION],
  };
  const newer = newerState({ ...EXAMPLE_CASE, decisions: [] }, now);
  expect(newer).toEqual({ arrived: [later], changed: 1, reading, decisions: [EXAMPLE_DECISION] });
  expect(isNothingNewer(newer)).toBe(false);
});

test("a message that came and was edited since is new, not changed", () => {
  const now = { ...EXAMPLE_CASE, revision: 3, messages: [...EXAMPLE_CASE.messages, { ...later, changedRevision: 3 }] };
  expect(newerState(EXAMPLE_CASE, now)).toMatchObject({ arrived: [{ id: "later" }], changed: 0 });
});
