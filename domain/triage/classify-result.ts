/** A reading that is stored nowhere, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { riskSchema } from "@/inference/risk";

const readRiskSchema = riskSchema.extend({
  agreement: z.number().nullable().meta({ description: "Share of the judges that named it; null for one judge" }),
  messages: z
    .array(z.number().int())
    .meta({ description: "Which of the messages show it, counted from 0, as far as the reading could tell" }),
});
export type ReadRisk = z.infer<typeof readRiskSchema>;

export const classifyResultSchema = z
  .object({
    outcome: z.enum(["risk", "none"]),
    reflection: z.string(),
    risks: z.array(readRiskSchema),
    flagScore: z.number().nullable().meta({
      description: "How much the model leaned towards naming a risk, 0 to 1, from its tokens; no probability of harm",
    }),
    engine: z.string(),
    model: z.string(),
    strategy: z.string(),
    provisional: z.boolean(),
    incomplete: z.boolean().meta({ description: "A risk was found, but part of the text could not be read" }),
    calls: z.number().int().meta({ description: "How many model calls it took" }),
    latencyMs: z.number().int(),
  })
  .meta({ id: "ClassifyResult" });
export type ClassifyResult = z.infer<typeof classifyResultSchema>;

/** The members that the problem document of a failed reading has besides its words. */
export const failedReadingSchema = z.object({
  outcome: z.literal("unscored"),
  suspected: z.array(readRiskSchema).meta({ description: "What was seen all the same; it stands for no answer" }),
});
