import { authenticateUser } from "@/domain/access/authenticate";
import { getCase } from "@/domain/decide/get-case";
import { takeOverCase } from "@/domain/triage/take-over-case";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  const claimed = await takeOverCase(actor, caseId);
  return Response.json(await getCase(actor, claimed.caseId));
});
