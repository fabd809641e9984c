/** Figures in words, the same way all over the page. Pure. */
import type { Estimate } from "@/domain/measure/statistics/estimate";

/** A share as a whole percentage: "83%". Only 0 and 1 themselves become 0% and 100%. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return "<1%";
  if (whole === 100 && share < 1) return ">99%";
  return `${whole}%`;
}

/** An interval: "67–91%". Its ends are 0 and 100 only where they are. */
export function interval({ low, high }: Pick<Estimate, "low" | "high">): string {
  return `${percent(low).slice(0, -1)}–${percent(high)}`;
}

/** A count with its noun: "1 decision", "1,204 decisions". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}
