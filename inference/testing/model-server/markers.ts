/**
 * Markers by which a text tells the model server of the tests what to answer:
 *
 *   [[flag 0.6]]                              a sampled judge flags it with this probability; a greedy one from 0.5 on
 *   [[severity high|moderate]]                one of these, equally likely; also imminence, subject and type
 *   [[severity high 0.7|moderate 0.3]]        with these probabilities
 *   [[conflict]]                              the reflection names danger, the list of risks is empty
 *   [[hostile]]                               the reflection holds markup and direction marks
 *   [[fault reset]]  [[fault garbage 1]]      this fault each time, or only the first so many times this text is seen
 *   [[garbage]]  [[cut]]                      short for [[fault garbage]] and [[fault truncated]]
 */
import type { Spread } from "@/inference/testing/model-server/draw";

/** The share of a marker `[[flag p]]`, from 0 to 1; null without one. */
export function flagShare(text: string): number | null {
  const share = /\[\[flag ([01](?:\.\d+)?|\.\d+)\]\]/.exec(text)?.[1];
  return share === undefined ? null : Math.min(1, Number(share));
}

/** The spread that a marker like `[[severity high|moderate]]` asks for, of the known values; null without one. */
export function spreadOf<Value extends string>(text: string, name: string, known: readonly Value[]) {
  const list = new RegExp(`\\[\\[${name} ([^\\]]+)\\]\\]`).exec(text)?.[1];
  if (list === undefined) return null;
  const parts = list.split("|").map((part) => part.trim().split(/\s+/));
  const total = parts.reduce((sum, [, weight]) => sum + Number(weight ?? 1), 0);
  const spread: Spread<Value> = parts.flatMap(([word, weight]) => {
    const value = known.find((one) => one === word);
    return value === undefined ? [] : [{ value, probability: Number(weight ?? 1) / total }];
  });
  if (spread.length !== parts.length) throw new RangeError(`the marker [[${name} …]] names an unknown value`);
  return spread;
}

/** What a fault marker asks for; `times` is null when it holds for every request. */
export function faultMarker(text: string): { kind: string; times: number | null } | null {
  const [, kind, times] = /\[\[fault ([a-z0-9-]+)(?: (\d+))?\]\]/.exec(text) ?? [];
  if (kind !== undefined) return { kind, times: times === undefined ? null : Number(times) };
  if (text.includes("[[garbage]]")) return { kind: "garbage", times: null };
  return text.includes("[[cut]]") ? { kind: "truncated", times: null } : null;
}
