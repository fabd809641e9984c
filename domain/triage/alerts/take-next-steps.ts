import "server-only";
import { z } from "zod";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";
import { queueAlerts } from "@/domain/outbox/queue-alerts";
import type { SettingValue } from "@/domain/settings/definitions";
import type { Tx } from "@/lib/db/client";

const BATCH = 500;

const dueRows = z.array(
  z.object({
    id: z.uuid(),
    kind: z.enum(ALERT_KINDS),
    tier: z.number().int().nullable(),
    caseId: z.uuid().nullable(),
    openedAt: z.date(),
    step: z.number().int(),
  }),
);

/**
 * Tells the next in the chain of alerts that nobody has answered in time.
 * @param chain as it is now: an alert goes on where it is in it, and ends where the chain has become shorter
 * @returns how many alerts went a step further
 */
export async function takeNextSteps(tx: Tx, chain: SettingValue<"alerts">["chain"]): Promise<number> {
  const due = dueRows.parse(
    await tx.$queryRaw`
      SELECT id, kind::text, tier, case_id AS "caseId", opened_at AS "openedAt", step FROM alert
      WHERE next_step_at <= now() AND resolved_at IS NULL AND acknowledged_at IS NULL
      ORDER BY next_step_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
  );
  for (const number of new Set(due.map(({ step }) => step))) {
    const alerts = due.filter(({ step }) => step === number);
    const now = chain[number];
    if (now) await queueAlerts(tx, alerts, { number, endpointIds: now.endpointIds });
    await tx.$executeRaw`
      UPDATE alert SET step = step + 1,
        next_step_at = opened_at + make_interval(secs => ${chain[number + 1]?.afterSeconds ?? null}::double precision)
      WHERE id = ANY (${alerts.map(({ id }) => id)}::uuid[])`;
  }
  return due.length;
}
