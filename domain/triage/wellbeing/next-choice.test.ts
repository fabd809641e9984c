import { describe, expect, it } from "vitest";
import {
  type Asked,
  chooseNext,
  type DeskState,
  type NextChoice,
  needsDesk,
  type ReaderState,
} from "@/domain/triage/wellbeing/next-choice";

const rested: ReaderState = {
  onBreak: false,
  used: 0,
  hardLimit: 200,
  heavyInRow: 0,
  lighterAfterHeavy: 5,
  coolingDown: false,
};
const calm: DeskState = { othersHere: true, emergencyWaits: false, pressing: false };
const plain: Asked = { despiteLimit: false, skipCoolDown: false };

const full = { used: 200 };
const heavy = { heavyInRow: 5 };
const cooling = { coolingDown: true };
const alone = { othersHere: false };
const emergency = { emergencyWaits: true };
const pressing = { pressing: true };
const despite = { despiteLimit: true };
const skip = { skipCoolDown: true };

describe("what next gives", () => {
  it.each<[string, Partial<ReaderState>, Partial<DeskState>, Partial<Asked>, NextChoice]>([
    ["to somebody rested: the most urgent", {}, {}, {}, { give: "any" }],
    ["on a break: nothing", { onBreak: true }, {}, {}, { give: "nothing", limit: "break" }],
    [
      "on a break: nothing, whatever waits",
      { onBreak: true },
      { ...alone, ...emergency },
      despite,
      { give: "nothing", limit: "break" },
    ],
    ["just below the limit: the most urgent", { used: 199.5 }, {}, {}, { give: "any" }],
    ["at the limit: nothing", full, {}, {}, { give: "nothing", limit: "exposure" }],
    [
      "at the limit, alone, but not asked for: nothing",
      full,
      { ...alone, ...emergency },
      {},
      { give: "nothing", limit: "exposure" },
    ],
    [
      "at the limit, asked for, but others are there: nothing",
      full,
      emergency,
      despite,
      { give: "nothing", limit: "exposure" },
    ],
    ["at the limit, alone and asked for: urgent ones", full, alone, despite, { give: "urgent" }],
    [
      "at the limit, while cooling down: the limit holds",
      { ...full, ...cooling },
      emergency,
      skip,
      { give: "nothing", limit: "exposure" },
    ],
    ["after an emergency: none that is heavy", cooling, {}, {}, { give: "not_heavy" }],
    [
      "after an emergency, another waits, others are there: none that is heavy",
      cooling,
      emergency,
      {},
      { give: "not_heavy" },
    ],
    [
      "after an emergency, another waits, nobody else is there: the most urgent",
      cooling,
      { ...alone, ...emergency },
      {},
      { give: "any" },
    ],
    [
      "after an emergency, a heavy one is late, nobody else is there: the most urgent",
      cooling,
      { ...alone, ...pressing },
      {},
      { give: "any" },
    ],
    [
      "after an emergency, a heavy one is late, though others are there: the most urgent",
      cooling,
      pressing,
      {},
      { give: "any" },
    ],
    ["after an emergency, alone, nothing urgent: none that is heavy", cooling, alone, {}, { give: "not_heavy" }],
    ["after an emergency, skipped: the most urgent", cooling, {}, skip, { give: "any" }],
    ["after four heavy ones: the most urgent", { heavyInRow: 4 }, {}, {}, { give: "any" }],
    ["after five heavy ones: a lighter one first", heavy, {}, {}, { give: "lighter_first" }],
    ["after five heavy ones, alone, nothing urgent: a lighter one first", heavy, alone, {}, { give: "lighter_first" }],
    ["after five heavy ones, a heavy one is late: the most urgent", heavy, pressing, {}, { give: "any" }],
    [
      "after five heavy ones, an emergency that others can take: a lighter one first",
      heavy,
      emergency,
      {},
      { give: "lighter_first" },
    ],
    [
      "after five heavy ones, an emergency, nobody else is there: the most urgent",
      heavy,
      { ...alone, ...emergency },
      {},
      { give: "any" },
    ],
    [
      "after many heavy ones, where no lighter one is wanted: the most urgent",
      { heavyInRow: 50, lighterAfterHeavy: 0 },
      {},
      {},
      { give: "any" },
    ],
  ])("%s", (_title, reader, desk, asked, choice) => {
    const [who, where, what] = [
      { ...rested, ...reader },
      { ...calm, ...desk },
      { ...plain, ...asked },
    ];
    expect(chooseNext(who, where, what)).toEqual(choice);
    // Whoever does not look at the desk must come to the same choice, whatever the desk is like.
    if (needsDesk(who, what)) return;
    for (const othersHere of [true, false])
      for (const waits of [true, false])
        expect(chooseNext(who, { othersHere, emergencyWaits: waits, pressing: waits }, what)).toEqual(choice);
  });
});
