import { authenticateUser } from "@/domain/access/authenticate";
import { listAlertDeliveries } from "@/domain/triage/alerts/list-alerts";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const GET = route<{ alertId: string }>(async (request, { alertId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await listAlertDeliveries(actor, readId(alertId)));
});
