/** From the outputs of a text classifier to one safety score, 1 (safe) to 0. Pure. */

const UNSAFE = /unsafe|toxic|harm|hate|threat|insult|obscen|abus|violen|nsfw|danger|suicid/iu;
const NEGATED = /^(?:non?|not)[-_ ]/iu;

/** Whether a label means that a text is unsafe: `unsafe`, `TOXIC`, `severe_toxic`; not `non-toxic`. */
export function isUnsafeLabel(label: string): boolean {
  return UNSAFE.test(label) && !NEGATED.test(label);
}

function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * The safety score of one text. Labels exclude each other (softmax: 1 minus the share of the unsafe ones, which for two
 * labels is the seed's rule), or each stands for itself (`separate`, sigmoid: 1 minus the likeliest unsafe one).
 * @throws RangeError where there is a logit that is not a number, or not one for each label, or no label is unsafe
 */
export function scoreOfLogits(logits: readonly number[], labels: readonly string[], separate: boolean): number {
  const unsafe = labels.map(isUnsafeLabel);
  if (!unsafe.includes(true)) throw new RangeError("no_unsafe_label");
  if (logits.length !== labels.length) throw new RangeError("labels_differ");
  if (!logits.every(Number.isFinite)) throw new RangeError("not_a_number");
  if (separate || logits.length === 1)
    return 1 - Math.max(...logits.map((logit, at) => (unsafe[at] ? sigmoid(logit) : 0)));
  return 1 - softmax(logits).reduce((sum, share, at) => sum + (unsafe[at] ? share : 0), 0);
}
