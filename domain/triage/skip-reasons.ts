/** Why somebody leaves a case to somebody else. Nobody has to say; what is said is seen by nobody but the desk's figures. Pure. */
export const SKIP_REASONS = [
  "too_close_to_home",
  "need_a_break",
  "language",
  "not_sure",
  "know_the_person",
  "other",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** For this long, in seconds, "next" does not give a person the case they skipped or passed on. */
export const PASS_SECONDS = 15 * 60;
