import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";

const rowSchema = z.object({ name: z.string(), label: z.string(), value: z.number() });

const HELP: Readonly<Record<string, string>> = {
  vigil_cases: "Cases by tier and state that wait for or are with somebody",
  vigil_cases_overdue: "Open cases past their due time",
  vigil_conversations: "Conversations by status",
  vigil_oldest_unread_seconds: "Age of the oldest message that no reading covers",
};

/** Gauges of the whole desk in the Prometheus text format (version 0.0.4). Counts and ages only, no ids and no content. */
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
        FROM conversation WHERE unread_since IS NOT NULL`,
  );
  const lines = Object.entries(HELP).flatMap(([name, help]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...rows.filter((row) => row.name === name).map((row) => `${name}${row.label} ${row.value}`),
  ]);
  return `${lines.join("\n")}\n`;
}
