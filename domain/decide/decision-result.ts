/** What saving a decision answers. Pure: pages read their answers with it. */
import { z } from "zod";

export const decisionResultSchema = z
  .object({
    id: z.uuid(),
    caseId: z.uuid(),
    verdict: z.enum(["risk", "none"]),
    decidedAt: z.iso.datetime(),
    undoableUntil: z.iso.datetime(),
  })
  .meta({ id: "DecisionResult" });
export type DecisionResult = z.infer<typeof decisionResultSchema>;
