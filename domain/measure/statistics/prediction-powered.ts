import { normalDeviate } from "@/domain/measure/statistics/estimate";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean squared distance from the mean, over n − `lost`. */
function variance(values: readonly number[], lost: 0 | 1): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - lost);
}

/** An item that a person answered, beside what the model predicted for it. */
export type Labelled = { answer: number; prediction: number };

/** `weight` is λ: how much the predictions are trusted, from 0, not at all, to 1. */
export type PoweredMean = {
  value: number;
  low: number;
  high: number;
  standardError: number;
  weight: number;
  n: number;
};

/** The weight that makes the variance least (Angelopoulos, Duchi and Zrnic 2023, example 6.1), kept in [0, 1]. */
function bestWeight(labelled: readonly Labelled[], unlabelled: readonly number[]): number {
  const [answers, predictions] = [labelled.map(({ answer }) => answer), labelled.map(({ prediction }) => prediction)];
  const [centre, predicted] = [mean(answers), mean(predictions)];
  const together = labelled.reduce(
    (sum, { answer, prediction }) => sum + (answer - centre) * (prediction - predicted),
    0,
  );
  const pooled = variance([...predictions, ...unlabelled], 1);
  if (pooled === 0) return 0;
  const n = labelled.length;
  return Math.min(1, Math.max(0, ((2 / n) * together) / (2 * (1 + n / unlabelled.length) * pooled)));
}

/**
 * A mean of answers sharpened by predictions for many items that nobody answered (PPI++, Angelopoulos, Duchi and Zrnic
 * 2023): λ·mean(predictions) + mean(answers − λ·their predictions). Holds only if the answered items are a random sample of
 * the same stratum; a poor prediction then costs width, not truth.
 * @param weight λ; chosen from the data unless given
 * @returns null without answered or without unanswered items
 */
export function predictionPoweredMean(
  labelled: readonly Labelled[],
  unlabelled: readonly number[],
  { weight, confidence = 0.95 }: { weight?: number; confidence?: number } = {},
): PoweredMean | null {
  if (labelled.length === 0 || unlabelled.length === 0) return null;
  const lambda = weight ?? bestWeight(labelled, unlabelled);
  const residuals = labelled.map(({ answer, prediction }) => answer - lambda * prediction);
  const value = lambda * mean(unlabelled) + mean(residuals);
  const fromPredictions = (lambda ** 2 * variance(unlabelled, 0)) / unlabelled.length;
  const standardError = Math.sqrt(fromPredictions + variance(residuals, 0) / labelled.length);
  const half = normalDeviate((1 - confidence) / 2) * standardError;
  return { value, low: value - half, high: value + half, standardError, weight: lambda, n: labelled.length };
}
