/** What one tier of the offline classifier says of a text: scores from 1 (safe) to 0. Pure types. */

/**
 * `skipped`: not asked, and why. `unknown`: asked, and no score came back; the code names what failed, without content.
 * Neither is ever counted as safe.
 */
export type TierScore =
  | { state: "scored"; score: number }
  | { state: "skipped"; why: "off" | "budget" | "cost" | "rate" }
  | { state: "unknown"; code: string };

/** A local classifier beside the rules. `name` says which one is in use. */
export type SafetyClassifier = {
  readonly name: string;
  /** Whether it is more than a count of words: only then may a low score send a conversation to a person. */
  readonly mayRaise: boolean;
  /** Never throws. */
  score(text: string): Promise<TierScore>;
  close(): Promise<void>;
};
