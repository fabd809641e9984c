/** The parts that what was read clear falls into, each drawn from at a rate of its own. Pure. */

/**
 * `tripwire`: the text imitates the model's markup or disguises its letters. `split`: not all that was asked agreed that
 * there is no risk. `keyword`: the rules of thumb find a risk where the model finds none. `rest`: nothing of this.
 */
export const STRATA = ["tripwire", "split", "keyword", "rest"] as const;
export type Stratum = (typeof STRATA)[number];

/** What is known of a conversation whose reading found no risk. */
export type ClearFacts = {
  tripwire: boolean;
  /** Some answer named a risk: of one judge, for one window, or at a second try. */
  split: boolean;
  keyword: boolean;
};

/** The stratum of a conversation: the first that fits, in the order of how much its clear reading is to be doubted. */
export function stratumOf({ tripwire, split, keyword }: ClearFacts): Stratum {
  if (tripwire) return "tripwire";
  if (split) return "split";
  return keyword ? "keyword" : "rest";
}
