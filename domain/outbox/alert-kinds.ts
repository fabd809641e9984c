/** The kinds of alerts and how each is said: the only words that leave the desk about them. Pure. */
export const ALERT_KINDS = [
  "new_emergency",
  "tier_breach",
  "empty_desk",
  "model_down",
  "hand_over",
  "endpoint_failing",
  "log_unpublished",
  "figures_differed",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** One line without content: it stands in subjects, notifications and lists. `count` is how many are told of at once. */
export function alertLine(kind: AlertKind, tier: number | null, count = 1): string {
  const inTier = tier === null ? "" : ` in tier ${tier}`;
  switch (kind) {
    case "new_emergency":
      return count > 1 ? `${count} new cases${inTier} wait` : `A new case${inTier} waits`;
    case "tier_breach":
      return count > 1 ? `${count} cases${inTier} wait past their time` : `A case${inTier} waits past its time`;
    case "empty_desk":
      return "Cases wait and nobody is at the desk";
    case "model_down":
      return "No model reads conversations right now";
    case "hand_over":
      return count > 1
        ? `${count} people have handed their work over to the leads`
        : "Somebody has handed their work over to the leads";
    case "endpoint_failing":
      return count > 1
        ? `${count} receivers of messages cannot be reached`
        : "A receiver of messages cannot be reached";
    case "log_unpublished":
      return "For an hour the audit log was not sealed, or its checkpoints did not leave the desk";
    case "figures_differed":
      return "The figures under Measure were not what the records say, and were made anew";
  }
}
