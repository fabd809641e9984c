/** What "next" may give a person, so that nobody waits unseen and nobody is worn down. Pure. */

/** Why "next" gives nothing although cases wait. */
export const NEXT_LIMITS = ["break", "exposure", "cool_down"] as const;
export type NextLimit = (typeof NEXT_LIMITS)[number];

/** How the person stands who asks. */
export type ReaderState = {
  onBreak: boolean;
  /** What they have read within the window, by the weights of the setting, and how much that may be. */
  used: number;
  hardLimit: number;
  /** Cases of tier 0 or 1 that they have had in a row, and after how many a lighter one comes; 0: never. */
  heavyInRow: number;
  lighterAfterHeavy: number;
  /** They have just decided a case of tier 0. */
  coolingDown: boolean;
};

/** What waits for this person, and who else is there for it. */
export type DeskState = {
  /** Somebody else is there, and for each case of tier 0 or 1 that waits, somebody who would be given it. */
  othersHere: boolean;
  /** A case of tier 0 waits. */
  emergencyWaits: boolean;
  /** A case of tier 0 or 1 waits past half its due time. */
  pressing: boolean;
};

/** What they asked for beside the next case. */
export type Asked = { despiteLimit: boolean; skipCoolDown: boolean };

export type NextChoice =
  | { give: "nothing"; limit: "break" | "exposure" }
  /** Tier 0 and 1 alone, past the limit. */
  | { give: "urgent" }
  /** No case of tier 0 or 1, for a while. */
  | { give: "not_heavy" }
  /** One of tier 3 if there is one, else the most urgent. */
  | { give: "lighter_first" }
  | { give: "any" };

/** Whether the choice depends on the desk, which then has to be looked at. */
export function needsDesk(reader: ReaderState, asked: Asked): boolean {
  const { onBreak, used, hardLimit, coolingDown, heavyInRow, lighterAfterHeavy } = reader;
  if (onBreak) return false;
  if (used >= hardLimit) return true;
  return (coolingDown && !asked.skipCoolDown) || (lighterAfterHeavy > 0 && heavyInRow >= lighterAfterHeavy);
}

/**
 * What may be given. A break is a break. Past the limit only an urgent case is, where nobody else is at the desk and the
 * person asks for it. After a case of tier 0, and after many heavy ones, come lighter ones, unless somebody would be left
 * waiting: one of tier 0 that nobody else could take, or a heavy one past half its time.
 */
export function chooseNext(reader: ReaderState, desk: DeskState, asked: Asked): NextChoice {
  if (reader.onBreak) return { give: "nothing", limit: "break" };
  const { othersHere, emergencyWaits, pressing } = desk;
  if (reader.used >= reader.hardLimit) {
    return asked.despiteLimit && !othersHere ? { give: "urgent" } : { give: "nothing", limit: "exposure" };
  }
  const alone = !othersHere && (emergencyWaits || pressing);
  if (reader.coolingDown && !asked.skipCoolDown) return alone || pressing ? { give: "any" } : { give: "not_heavy" };
  const enough = reader.lighterAfterHeavy > 0 && reader.heavyInRow >= reader.lighterAfterHeavy;
  return enough && !pressing && !alone ? { give: "lighter_first" } : { give: "any" };
}
