import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";

const rowSchema = z.object({ name: z.string(), label: z.string(), value: z.number() });

type Metric = { help: string; type: "gauge" | "counter" };

const METRICS: Readonly<Record<string, Metric>> = {
  vigil_cases: { type: "gauge", help: "Cases by tier and state that wait for or are with somebody" },
  vigil_cases_overdue: { type: "gauge", help: "Open cases past their due time" },
  vigil_conversations: { type: "gauge", help: "Conversations by status" },
  vigil_oldest_unread_seconds: { type: "gauge", help: "Age of the oldest message that no reading covers" },
  vigil_deliveries_waiting: { type: "gauge", help: "Webhook deliveries not yet turned into messages" },
  vigil_oldest_delivery_seconds: { type: "gauge", help: "Age of the oldest of them" },
  vigil_deliveries_need_attention: { type: "gauge", help: "Webhook deliveries that an admin has to look at" },
  vigil_uploads_running: { type: "gauge", help: "Uploads whose file is being read into conversations" },
  vigil_webhook_refused_total: { type: "counter", help: "Webhook requests with a wrong signature, by source" },
};

/** Platforms of sources that no webhook serves. */
const WITHOUT_WEBHOOKS = ["api", "paste", "upload"];

/**
 * Figures of the whole desk in the Prometheus text format (version 0.0.4). Counts and ages only, no content; the only ids
 * are those of sources.
 */
export async function writeMetrics(): Promise<string> {
  const rows = z.array(rowSchema).parse(
    await db().$queryRaw`
      SELECT 'vigil_cases' AS name, format('{tier="%s",state="%s"}', queue_tier, state) AS label, count(*)::float8 AS value
        FROM "case" WHERE state IN ('open', 'claimed', 'escalated') GROUP BY queue_tier, state
      UNION ALL
      SELECT 'vigil_cases_overdue', '', count(*)::float8 FROM "case" WHERE state = 'open' AND due_at < now()
      UNION ALL
      SELECT 'vigil_conversations', format('{status="%s"}', status), count(*)::float8 FROM conversation GROUP BY status
      UNION ALL
      SELECT 'vigil_oldest_unread_seconds', '', coalesce(extract(epoch FROM now() - min(unread_since)), 0)::float8
        FROM conversation WHERE unread_since IS NOT NULL
      UNION ALL
      SELECT 'vigil_deliveries_waiting', '', count(*)::float8 FROM webhook_delivery WHERE state = 'received'
      UNION ALL
      SELECT 'vigil_oldest_delivery_seconds', '', coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
        FROM webhook_delivery WHERE state = 'received'
      UNION ALL
      SELECT 'vigil_deliveries_need_attention', '', count(*)::float8 FROM webhook_delivery WHERE state = 'needs_attention'
      UNION ALL
      SELECT 'vigil_uploads_running', '', count(*)::float8 FROM upload WHERE state = 'running'
      UNION ALL
      SELECT 'vigil_webhook_refused_total', format('{source="%s",platform="%s"}', s.id, s.platform),
          coalesce(sum(r.count), 0)::float8
        FROM source s LEFT JOIN webhook_refusal r ON r.source_id = s.id
        WHERE s.deleted_at IS NULL AND s.platform <> ALL (${WITHOUT_WEBHOOKS}) GROUP BY s.id, s.platform`,
  );
  const lines = Object.entries(METRICS).flatMap(([name, { help, type }]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...rows.filter((row) => row.name === name).map((row) => `${name}${row.label} ${row.value}`),
  ]);
  return `${lines.join("\n")}\n`;
}
