/** Alerts as they leave the API. Pure. */
import { z } from "zod";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";

/** Open alerts are counted up to here. */
export const ALERTS_COUNTED_UP_TO = 1_000;

export const alertSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(ALERT_KINDS),
    says: z.string().meta({ description: "One line without content" }),
    caseId: z.uuid().nullable(),
    tier: z.number().int().nullable(),
    openedAt: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: z.iso.datetime().nullable().meta({ description: "When its cause was gone" }),
    step: z.number().int().meta({ description: "Steps of the chain that were taken" }),
    nextStepAt: z.iso.datetime().nullable().meta({ description: "When the next one is told while nobody answers" }),
    messages: z.object({ waiting: z.number().int(), delivered: z.number().int(), failed: z.number().int() }),
  })
  .meta({ id: "Alert" });
export type Alert = z.infer<typeof alertSchema>;

export const alertPageSchema = z
  .object({
    items: z.array(alertSchema),
    next: z.string().nullable(),
    unanswered: z
      .number()
      .int()
      .meta({
        description: `Open alerts that nobody has acknowledged; ${ALERTS_COUNTED_UP_TO} stands for that many or more`,
      }),
  })
  .meta({ id: "AlertPage" });
export type AlertPage = z.infer<typeof alertPageSchema>;
