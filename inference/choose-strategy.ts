import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { forgetStrategy } from "@/inference/current-strategy";
import type { StrategyInForce } from "@/inference/model-overview";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";
import { getStrategyInForce } from "@/inference/strategy-in-force";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

/** Judges of a panel: with more than nine the cost grows and the answers hardly change. */
const judges = z.number().int().min(2).max(9);

export const strategyChoiceSchema = z
  .strictObject({
    strategy: z.enum(STRATEGY_NAMES),
    judges: judges.default(3).meta({ description: "How many judges; a single call has one, whatever this says" }),
    voteRule: z.enum(VOTE_RULES).default("majority").meta({ description: "How many of them must name a risk" }),
  })
  .meta({ id: "StrategyChoice" });
export type StrategyChoiceInput = z.input<typeof strategyChoiceSchema>;

/**
 * Chooses the strategy by which conversations are read from now on, in every process within seconds. What was read
 * before stays as it is.
 * @throws FORBIDDEN
 */
export async function chooseStrategy(actor: Actor, input: StrategyChoiceInput): Promise<StrategyInForce> {
  requireRight(actor, "model.manage");
  const { strategy, judges: count, voteRule } = strategyChoiceSchema.parse(input);
  const row = { strategy, judges: strategy === "single" ? 1 : count, voteRule };
  await db().$transaction(async (tx) => {
    const chosenById = actor.kind === "user" ? actor.userId : null;
    await tx.strategyChoice.create({ data: { id: newId(), ...row, chosenById } });
    await appendEvent(tx, { type: "inference.strategy.chosen", actor, facts: row });
  });
  forgetStrategy();
  return getStrategyInForce();
}
