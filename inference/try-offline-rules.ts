import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { messagesInputSchema } from "@/domain/ingest/conversation-input";
import { compileOverlay } from "@/inference/compile-overlay";
import { rulesInForce } from "@/inference/current-offline-rules";
import type { Rules } from "@/inference/engines/offline/load-rules";
import { readOffline } from "@/inference/engines/offline/read-offline";
import type { OfflineReading, TriedRules } from "@/inference/offline-rules-dto";

export const rulesTrialSchema = z
  .strictObject({
    yaml: z.string().meta({ description: "The rules to try, as they would be saved" }),
    messages: messagesInputSchema,
  })
  .meta({ id: "RulesTrial" });
export type RulesTrial = z.infer<typeof rulesTrialSchema>;

function readingBy(rules: Rules, { messages }: RulesTrial): OfflineReading {
  const { outcome, risks } = readOffline(messages, rules);
  return {
    rules: rules.name,
    outcome,
    risks: risks.map(({ agreement: _, features, messages: places, ...risk }) => ({
      ...risk,
      features: [...features],
      messages: [...places],
    })),
  };
}

/**
 * Reads a conversation by the rules in force and by those that were sent, and stores nothing.
 * @throws FORBIDDEN, INVALID (naming each line that does not compile)
 */
export async function tryOfflineRules(actor: Actor, input: RulesTrial): Promise<TriedRules> {
  requireRight(actor, "model.manage");
  const { rules, version } = await rulesInForce();
  const after = compileOverlay(input.yaml, version + 1);
  return { before: readingBy(rules, input), after: readingBy(after, input) };
}
