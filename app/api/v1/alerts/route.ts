import { authenticateUser } from "@/domain/access/authenticate";
import { alertFilterSchema, listAlerts } from "@/domain/triage/alerts/list-alerts";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listAlerts(actor, readQuery(request, alertFilterSchema)));
});
