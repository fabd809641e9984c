/** Figures in words, the same way all over the page. Pure. */
import type { Estimate } from "@/domain/measure/statistics/estimate";

/** Below this many decisions the figure alone misleads, and the page says so. */
const FEW = 30;

/** A share as a whole percentage: "83%". Only 0 and 1 themselves become 0% and 100%. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return "<1%";
  if (whole === 100 && share < 1) return ">99%";
  return `${whole}%`;
}

/** An interval: "67–91%". */
export function interval({ low, high }: Pick<Estimate, "low" | "high">): string {
  return `${Math.round(low * 100)}–${Math.round(high * 100)}%`;
}

/** A count with its noun: "1 decision", "1,204 decisions". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}

/** What a precision means, in two sentences for somebody who never met the word. */
export function precisionInWords(precision: Estimate, confirmed: number): string {
  const of = `Of ${counted(precision.n, "flagged conversation")} that a person decided on, ${confirmed.toLocaleString("en")} really held a risk.`;
  const range = `Given how few that is, the true share may lie anywhere from ${interval(precision).replace("–", "% to ")}.`;
  const firm = `The true share lies between ${interval(precision).replace("–", "% and ")}, with 95% confidence.`;
  return `${of} ${precision.n < FEW ? range : firm}`;
}
