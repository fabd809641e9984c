import { authenticateUser } from "@/domain/access/authenticate";
import { endClaim, skipSchema } from "@/domain/triage/end-claim";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  const { token, reason } = await readJson(request, skipSchema);
  await endClaim(actor, caseId, token, "skipped", reason);
  return new Response(null, { status: 204 });
});
