/** A model that just failed on a conversation is not asked about it for this long, in seconds … */
const FIRST_PAUSE_SECONDS = 30;
/** … then for twice as long after each further failure, and never for longer than this. */
const LONGEST_PAUSE_SECONDS = 60 * 60;

/**
 * How long to wait, in seconds, before a model reads messages again on which it has failed: a conversation that breaks
 * every reading must not take the model from the others, and one that met a short outage should be read soon.
 * @param failures how many readings of these very messages have failed on the model, at least 1
 */
export function modelPauseSeconds(failures: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS);
}
