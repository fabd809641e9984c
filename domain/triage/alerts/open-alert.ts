import "server-only";
import { z } from "zod";
import { appendEvents } from "@/domain/audit/append-event";
import { ALERT_KINDS, type AlertKind } from "@/domain/outbox/alert-kinds";
import { queueAlerts } from "@/domain/outbox/queue-alerts";
import { settingIn } from "@/domain/settings/setting-in";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

/** `key` names what the alert is about: one alert is open about it at a time. Ids and words only, never content. */
export type NewAlert = { kind: AlertKind; key: string; caseId?: string; tier?: number };

const openedRows = z.array(
  z.object({
    id: z.uuid(),
    kind: z.enum(ALERT_KINDS),
    tier: z.number().int().nullable(),
    caseId: z.uuid().nullable(),
    openedAt: z.date(),
  }),
);

/**
 * Opens alerts about what has none open yet, and writes the messages of the chain's first step where it begins at once,
 * all in the transaction of what they tell of.
 * @returns the ids of those that were opened
 */
export async function openAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<string[]> {
  if (alerts.length === 0) return [];
  const { chain } = await settingIn(tx, "alerts");
  const [first, second] = chain;
  const beginsAtOnce = first?.afterSeconds === 0;
  const next = beginsAtOnce ? second : first;
  const made = alerts.map(({ kind, key, caseId, tier }) => ({
    id: newId(),
    kind,
    key,
    case_id: caseId ?? null,
    tier: tier ?? null,
  }));
  const opened = openedRows.parse(
    await tx.$queryRaw`
      INSERT INTO alert (id, kind, key, case_id, tier, opened_at, step, next_step_at)
      SELECT id, kind, key, case_id, tier, now(), ${beginsAtOnce ? 1 : 0}::int,
        now() + make_interval(secs => ${next?.afterSeconds ?? null}::double precision)
      FROM json_to_recordset(${JSON.stringify(made)}::json)
        AS made (id uuid, kind alert_kind, key text, case_id uuid, tier int)
      ON CONFLICT (key) WHERE resolved_at IS NULL DO NOTHING
      RETURNING id, kind::text, tier, case_id AS "caseId", opened_at AS "openedAt"`,
  );
  await appendEvents(
    tx,
    opened.map(({ id, kind, caseId }) => ({
      type: "triage.alert.opened",
      actor: { kind: "system", process: "alerts" },
      ...(caseId === null ? {} : { caseId }),
      facts: { alertId: id, kind },
    })),
  );
  if (beginsAtOnce) await queueAlerts(tx, opened, { number: 0, endpointIds: first.endpointIds });
  return opened.map(({ id }) => id);
}

/** Opens one alert; see `openAlerts`. @returns its id, or null where one about the same is open already */
export async function openAlert(tx: Tx, alert: NewAlert): Promise<string | null> {
  const [id] = await openAlerts(tx, [alert]);
  return id ?? null;
}
