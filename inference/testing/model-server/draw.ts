/** Chance that repeats: what a sampled answer is, follows from the text and the seed alone. Part of a test tool. */

/** A number in [0, 1) for one question ("flag", "severity", …), or null when the answer is the most likely one. */
export type Draw = ((question: string) => number) | null;

/** FNV-1a over UTF-16 code units, then the finaliser of MurmurHash3, so that near seeds give far numbers. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** @returns a draw that gives the same numbers for the same text and seed, and unrelated ones for another seed */
export function drawFor(text: string, seed: number): Draw {
  const ofText = hash(text);
  return (question) => hash(`${question}\n${seed}\n${ofText}`) / 2 ** 32;
}

/** What may be answered, with how likely each is; the probabilities add up to 1. */
export type Spread<Value extends string> = readonly { value: Value; probability: number }[];

/** Chooses from a spread: by the draw, or the most likely one (the first of several) without one. */
export function choose<Value extends string>(spread: Spread<Value>, question: string, draw: Draw): Value {
  const [first] = spread;
  if (first === undefined) throw new Error("there is nothing to choose from");
  if (draw === null) return spread.reduce((best, next) => (next.probability > best.probability ? next : best)).value;
  let left = draw(question);
  for (const { value, probability } of spread) {
    left -= probability;
    if (left < 0) return value;
  }
  return spread[spread.length - 1]?.value ?? first.value;
}
