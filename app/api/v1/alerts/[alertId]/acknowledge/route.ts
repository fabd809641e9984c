import { authenticateUser } from "@/domain/access/authenticate";
import { acknowledgeAlert } from "@/domain/triage/alerts/acknowledge-alert";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ alertId: string }>(async (request, { alertId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await acknowledgeAlert(actor, readId(alertId)));
});
