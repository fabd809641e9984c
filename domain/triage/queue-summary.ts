/** What waits, in numbers, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";

/** What waits is counted up to here only: the summary is asked for every few seconds, and a backlog can be a million. */
export const COUNTED_UP_TO = 10_000;

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
    unread: z
      .number()
      .int()
      .max(COUNTED_UP_TO)
      .meta({
        description: `Conversations that no reading covers yet; ${COUNTED_UP_TO} stands for that many or more`,
      }),
    oldestUnreadAt: z.iso.datetime().nullable(),
    deliveriesWaiting: z
      .number()
      .int()
      .max(COUNTED_UP_TO)
      .meta({
        description: `Webhook deliveries not yet turned into messages; ${COUNTED_UP_TO} stands for that many or more`,
      }),
    oldestDeliveryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "QueueSummary" });
export type QueueSummary = z.infer<typeof queueSummarySchema>;
