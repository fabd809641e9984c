import "server-only";
import { z } from "zod";
import { STRATEGY_NAMES, type Strategy, strategyOf, VOTE_RULES } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";

/** A choice made on one machine is followed by the others within this time, in milliseconds. */
const FRESH_MS = 2_000;

const choiceSchema = z.object({
  strategy: z.enum(STRATEGY_NAMES),
  judges: z.number().int(),
  voteRule: z.enum(VOTE_RULES),
});

const holder = globalThis as typeof globalThis & { vigilStrategy?: { at: number; strategy: Promise<Strategy> } };

async function loadStrategy(): Promise<Strategy> {
  const newest = await db().strategyChoice.findFirst({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  if (!newest) return strategyOf(loadEnv().inferenceStrategy);
  const { strategy, judges, voteRule } = choiceSchema.parse(newest);
  return strategyOf(strategy, judges, voteRule);
}

/** The strategy that reads conversations now: the newest choice of an admin, else INFERENCE_STRATEGY. */
export function currentStrategy(): Promise<Strategy> {
  const now = Date.now();
  const held = holder.vigilStrategy;
  if (held && now - held.at < FRESH_MS) return held.strategy;
  const strategy = loadStrategy();
  holder.vigilStrategy = { at: now, strategy };
  strategy.catch(() => forgetStrategy());
  return strategy;
}

/** Makes the next look go to the database: after a change made by this process. */
export function forgetStrategy(): void {
  delete holder.vigilStrategy;
}
