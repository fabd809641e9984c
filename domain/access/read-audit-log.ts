import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type AuditFilter, type AuditPage, listEvents } from "@/domain/audit/list-events";
import { db } from "@/lib/db/client";

/**
 * Reads the log, newest first. Stands here and not in audit, because audit knows no rights and no roles. Beginning to
 * read (not each further page) is an event too. Throws FORBIDDEN.
 */
export async function readAuditLog(actor: Actor, filter: AuditFilter): Promise<AuditPage> {
  requireRight(actor, "audit.read");
  const page = await listEvents(filter);
  if (filter.cursor === undefined) await appendEvent(db(), { type: "audit.log.viewed", actor, facts: {} });
  return page;
}
