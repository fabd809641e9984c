import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PastDecisions } from "@/components/decide/past-decisions";
import { SettlePanel } from "@/components/decide/settle-panel";
import type { DecisionDto } from "@/domain/decide/decision-dto";

const decision: DecisionDto = {
  id: "d1",
  caseId: "c1",
  revision: 1,
  verdict: "none",
  certainty: "sure",
  action: "no_action",
  note: null,
  reviewer: "Ana",
  modelVisible: true,
  decidedAt: "2026-11-21T03:06:30.000Z",
  undoableUntil: "2026-11-21T03:06:40.000Z",
  undoneAt: null,
  supersedesId: null,
  stands: true,
  checks: false,
  waits: false,
  findings: [],
};
const actions = [{ id: "no_action", label: "Nothing needed", retired: false }];

it.each([
  ["stands", {}, []],
  ["waits", { waits: true }, ["Waits for a second person"]],
  ["was taken back", { stands: false, undoneAt: decision.decidedAt }, ["Taken back", "line-through"]],
  ["was replaced", { stands: false }, ["Replaced", "line-through"]],
  ["only checked another", { stands: false, checks: true }, ["Checked blind"]],
])("says of a decision that it %s", (_, change, said) => {
  const html = renderToStaticMarkup(<PastDecisions decisions={[{ ...decision, ...change }]} actions={actions} />);
  const marks = ["Waits for a second person", "Taken back", "Replaced", "Checked blind", "line-through"];
  expect(marks.filter((mark) => html.includes(mark)).toSorted()).toEqual([...said].toSorted());
  expect(html).toContain("Nothing needed");
});

it("shows the two decisions that differ without anybody’s name, and how each is sided with", () => {
  const settles = {
    first: { ...decision, reviewer: null },
    second: { ...decision, id: "d2", reviewer: null, modelVisible: false },
  };
  const html = renderToStaticMarkup(<SettlePanel settles={settles} actions={actions} ready change={() => undefined} />);
  for (const word of ["Side with first", "Side with second", "No risk is present.", "model shown", "model hidden"])
    expect(html).toContain(word);
});
