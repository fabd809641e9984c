import { authenticateUser } from "@/domain/access/authenticate";
import { endClaim } from "@/domain/triage/end-claim";
import { claimTokenSchema } from "@/domain/triage/held-claim";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  const { token } = await readJson(request, claimTokenSchema);
  await endClaim(actor, caseId, token, "released");
  return new Response(null, { status: 204 });
});
