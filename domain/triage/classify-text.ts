import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { messagesInputSchema } from "@/domain/ingest/conversation-input";
import { chosenEngine } from "@/inference/choose-engine";
import { riskSchema } from "@/inference/risk";
import { AppError } from "@/lib/errors/app-error";
import { isBlank } from "@/lib/text/hidden-characters";

/** Strategies that a single request may ask for. More join with the issue that builds them. */
export const STRATEGIES = ["single"] as const;

export const classifyInputSchema = z
  .union([
    z.strictObject({
      text: z
        .string()
        .max(1_100_000)
        .refine((text) => !isBlank(text), "there is nothing to read: no visible character"),
      strategy: z.enum(STRATEGIES).optional(),
    }),
    z.strictObject({ messages: messagesInputSchema, strategy: z.enum(STRATEGIES).optional() }),
  ])
  .meta({ id: "ClassifyInput" });
export type ClassifyInput = z.infer<typeof classifyInputSchema>;

export const classifyResultSchema = z
  .object({
    outcome: z.enum(["risk", "none"]),
    reflection: z.string(),
    risks: z.array(riskSchema),
    engine: z.string(),
    model: z.string(),
    strategy: z.string(),
    provisional: z.boolean(),
    calls: z.number().int().meta({ description: "How many model calls it took" }),
    latencyMs: z.number().int(),
  })
  .meta({ id: "ClassifyResult" });
export type ClassifyResult = z.infer<typeof classifyResultSchema>;

/**
 * Reads a text or conversation and stores nothing. A reading that failed is an error with `outcome: "unscored"`, never an
 * answer with an empty list: a caller who looks at `risks` alone must not take a failure for "no risk".
 * @throws FORBIDDEN, UNAVAILABLE (with outcome and reason)
 */
export async function classifyText(actor: Actor, input: ClassifyInput): Promise<ClassifyResult> {
  requireRight(actor, "conversation.classify");
  const messages = "messages" in input ? input.messages : [{ role: "user" as const, text: input.text }];
  const { reading, calls, ...result } = await chosenEngine().read(messages);
  if (reading.outcome === "unscored") {
    const members = { outcome: "unscored", reason: reading.reason, ...result, calls: calls.length };
    throw new AppError("UNAVAILABLE", `Not read: ${reading.detail} Do not take this for “no risk”.`, { members });
  }
  const { outcome, reflection, risks } = reading;
  return { outcome, reflection, risks: [...risks], ...result, calls: calls.length };
}
