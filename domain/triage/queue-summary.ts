/** What waits, in numbers, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";

export const queueSummarySchema = z
  .object({
    tiers: z.array(
      z.object({
        tier: z.number().int(),
        open: z.number().int(),
        claimed: z.number().int(),
        overdue: z.number().int(),
        oldestOpenedAt: z.iso.datetime().nullable(),
      }),
    ),
    escalated: z.number().int(),
    unread: z.number().int().meta({ description: "Conversations that no reading covers yet" }),
    oldestUnreadAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "QueueSummary" });
export type QueueSummary = z.infer<typeof queueSummarySchema>;
