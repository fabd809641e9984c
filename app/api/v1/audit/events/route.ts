import { authenticateUser } from "@/domain/access/authenticate";
import { readAuditLog } from "@/domain/access/read-audit-log";
import { auditFilterSchema } from "@/domain/audit/list-events";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await readAuditLog(actor, readQuery(request, auditFilterSchema)));
});
