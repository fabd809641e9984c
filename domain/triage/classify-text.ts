import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { messagesInputSchema } from "@/domain/ingest/conversation-input";
import { callUrgency } from "@/domain/triage/call-urgency";
import type { ClassifyResult } from "@/domain/triage/classify-result";
import { chosenEngine } from "@/inference/choose-engine";
import type { FoundRisk } from "@/inference/conversation-reading";
import { rulesInForce } from "@/inference/current-offline-rules";
import { currentStrategy } from "@/inference/current-strategy";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { STRATEGY_NAMES, type Strategy, type StrategyName, strategyOf } from "@/inference/strategies/strategy";
import { AppError } from "@/lib/errors/app-error";
import { isBlank } from "@/lib/text/hidden-characters";

export const classifyInputSchema = z
  .union([
    z.strictObject({
      text: z
        .string()
        .max(1_100_000)
        .refine((text) => !isBlank(text), "there is nothing to read: no visible character"),
      strategy: z.enum(STRATEGY_NAMES).optional(),
    }),
    z.strictObject({ messages: messagesInputSchema, strategy: z.enum(STRATEGY_NAMES).optional() }),
  ])
  .meta({ id: "ClassifyInput" });
export type ClassifyInput = z.infer<typeof classifyInputSchema>;

function publicRisk(risk: FoundRisk) {
  return { ...risk, features: [...risk.features], messages: [...risk.messages] };
}

/** The strategy that was asked for by name, with the judges and the rule of the one in force. */
function strategyLike(chosen: Strategy, name: StrategyName): Strategy {
  return chosen.name === "single" ? strategyOf(name) : strategyOf(name, chosen.judges, chosen.rule);
}

/**
 * Reads a text or conversation and stores nothing. A reading that failed is an error with `outcome: "unscored"`, never an
 * answer with an empty list: a caller who looks at `risks` alone must not take a failure for "no risk".
 * @throws FORBIDDEN, UNAVAILABLE (with outcome and reason)
 */
export async function classifyText(actor: Actor, input: ClassifyInput): Promise<ClassifyResult> {
  requireRight(actor, "conversation.classify");
  const messages = "messages" in input ? input.messages : [{ role: "user" as const, text: input.text }];
  const chosen = await currentStrategy();
  const strategy = input.strategy === undefined ? chosen : strategyLike(chosen, input.strategy);
  const { rules } = await rulesInForce();
  const urgency = callUrgency(readOffline(messages, rules), "urgent");
  const { reading, calls, ...read } = await chosenEngine().read(messages, { strategy, urgency });
  const { engine, model, provisional, incomplete, latencyMs } = read;
  const result = { engine, model, strategy: read.strategy.name, provisional, incomplete, latencyMs };
  if (reading.outcome === "unscored") {
    const { reason, suspected } = reading;
    const members = {
      outcome: "unscored",
      reason,
      suspected: suspected.map(publicRisk),
      ...result,
      calls: calls.length,
    };
    throw new AppError("UNAVAILABLE", `Not read: ${reading.detail} Do not take this for “no risk”.`, { members });
  }
  const { outcome, reflection, risks } = reading;
  const flagScore = read.score?.flag ?? null;
  return { outcome, reflection, risks: risks.map(publicRisk), flagScore, ...result, calls: calls.length };
}
