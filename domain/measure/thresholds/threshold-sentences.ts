/** What cuts in hindsight cannot know, in the words of the page. Pure. */

import type { Freshness } from "@/domain/measure/figures/figure";
import { dismissedSentence, undecidedOf } from "@/domain/measure/figures/missing-sentences";
import type { RowSides } from "@/domain/measure/figures/rate-figures";
import { counted, whole } from "@/domain/measure/figures/say";
import { answered, isDecided, total } from "@/domain/measure/figures/tally";
import type { ReadingsBy, ScoreRow } from "@/domain/measure/thresholds/load-score-counts";

export type Unknowable = {
  sides: RowSides;
  scored: readonly ScoreRow[];
  chosen: ReadingsBy;
  readBy: readonly ReadingsBy[];
  freshness: Freshness;
};

/** Of who read: what others read, and what has no score that could be compared. */
function aboutReadings({ sides, scored, chosen, readBy }: Unknowable): (string | false)[] {
  const read = [...sides.flagged, ...sides.clear];
  const withoutScore = total(read) - total(scored);
  const others = readBy.filter((each) => each !== chosen);
  const of = (rules: boolean) => others.reduce((sum, each) => (each.rules === rules ? sum + each.readings : sum), 0);
  const [otherwise, byRules] = [of(false), of(true)];
  return [
    withoutScore > 0 &&
      scored.length > 0 &&
      `${whole(withoutScore)} of ${counted(total(read), "reading")} ${withoutScore === 1 ? "has" : "have"} no stored score, because the model server did not say the probabilities of its words: they are in the cuts by tier, and not in those by score.`,
    otherwise > 0 &&
      `${counted(otherwise, "conversation")} ${otherwise === 1 ? "was" : "were"} read by another model or strategy: scores of two are never put into one curve.`,
    byRules > 0 &&
      `${counted(byRules, "conversation")} ${byRules === 1 ? "was" : "were"} read by keyword rules while no model was there: they are left out.`,
  ];
}

/** Of what people answered: what was never drawn, still waits, or was decided in view of the model. */
function aboutAnswers({ flagged, clear, unscored }: RowSides): (string | false)[] {
  const decided = [...flagged, ...clear].filter(isDecided);
  const shown = total(decided.filter(({ visibility }) => visibility === "shown"));
  const unframed = total(clear.filter(({ stratum }) => stratum === "unframed"));
  const [unanswered, undecided] = [answered(clear, "open", "waits"), undecidedOf(flagged)];
  return [
    unframed > 0 &&
      `${counted(unframed, "unflagged conversation")} never came into a draw: nothing is known of what a lower cut would have found in them.`,
    unanswered > 0 &&
      `${counted(unanswered, "drawn conversation")} of those not flagged still ${unanswered === 1 ? "waits" : "wait"} for a person, and ${unanswered === 1 ? "is" : "are"} taken to be like those on the same side of the cut that were answered.`,
    undecided > 0 &&
      `${whole(undecided)} of ${counted(total(flagged), "flagged conversation")} ${undecided === 1 ? "is" : "are"} not decided yet, and ${undecided === 1 ? "is" : "are"} taken to be like the decided ones of the tier on the same side of the cut.`,
    dismissedSentence(flagged),
    total(unscored) > 0 &&
      `${counted(total(unscored), "conversation")} could not be read. They go to a person whatever the cut is, and come on top of every queue below.`,
    shown > 0 &&
      `${whole(shown)} of ${counted(total(decided), "decision")} ${shown === 1 ? "was" : "were"} made with the model's answer in view, which draws people towards it: what it flagged may look better than it is.`,
  ];
}

/** In the order of how much hangs on it. */
export function thresholdSentences(what: Unknowable): string[] {
  const { waiting } = what.freshness;
  const late =
    waiting > 0 &&
    `${counted(waiting, "change")} of the last moments ${waiting === 1 ? "is" : "are"} not in these figures yet.`;
  return [...aboutAnswers(what.sides), ...aboutReadings(what), late].filter((line) => line !== false);
}
