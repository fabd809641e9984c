import { authenticateUser } from "@/domain/access/authenticate";
import { heartbeatClaim } from "@/domain/triage/heartbeat-claim";
import { claimTokenSchema } from "@/domain/triage/held-claim";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  const { token } = await readJson(request, claimTokenSchema);
  return Response.json(await heartbeatClaim(actor, caseId, token));
});
