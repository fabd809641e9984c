"use client";
import { useState } from "react";
import { type RateSample, rateOf, secondsLeft, withSample } from "@/components/ingest/uploads/measure-rate";

/**
 * How fast a count grows from one look to the next.
 * @param at when it was looked at, in milliseconds
 * @param key a new one begins the measuring again
 */
export function useRate(done: number, total: number, at: number, key: string) {
  const [seen, setSeen] = useState<{ key: string; samples: readonly RateSample[] }>({ key, samples: [] });
  const samples = seen.key === key ? seen.samples : [];
  const next = withSample(samples, { at, done });
  if (next !== samples) setSeen({ key, samples: next });
  return { rate: rateOf(next), left: secondsLeft(next, total) };
}
