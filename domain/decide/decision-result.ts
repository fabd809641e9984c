/** What saving a decision answers. Pure: pages read their answers with it. */
import { z } from "zod";

export const decisionResultSchema = z
  .object({
    id: z.uuid(),
    caseId: z.uuid(),
    verdict: z.enum(["risk", "none"]),
    decidedAt: z.iso.datetime(),
    undoableUntil: z.iso.datetime(),
    waits: z.boolean().meta({ description: "Whether it takes effect only once a second person has looked" }),
    firstReading: z.boolean().meta({
      description: "Whether it was made before the model’s answer was shown, which the case shows from now on",
    }),
    repeated: z.boolean().meta({
      description: "Whether it was on record already: sent again in the same claim, and saying the same",
    }),
  })
  .meta({ id: "DecisionResult" });
export type DecisionResult = z.infer<typeof decisionResultSchema>;
