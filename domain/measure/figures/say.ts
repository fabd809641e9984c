/** Numbers in the sentences of figures. Pure. */

/** A share in percent, with one decimal where it is small or near all: never 0% or 100% unless it is. */
export function percent(share: number): string {
  const digits = share !== 0 && share !== 1 && (share < 0.1 || share > 0.9) ? 1 : 0;
  const text = (share * 100).toFixed(digits);
  if (share > 0 && Number(text) === 0) return `under ${digits === 1 ? "0.1" : "1"}%`;
  if (share < 1 && Number(text) === 100) return `over ${digits === 1 ? "99.9" : "99"}%`;
  return `${text}%`;
}

export const whole = (count: number): string => Math.round(count).toLocaleString("en");

/** "1 conversation", "1,204 conversations". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${whole(count)} ${Math.round(count) === 1 ? noun : plural}`;
}

/** "between 67% and 91%". */
export const between = (low: number, high: number): string => `between ${percent(low)} and ${percent(high)}`;
