import { authenticateUser } from "@/domain/access/authenticate";
import { getCase } from "@/domain/decide/get-case";
import { route } from "@/lib/http/route";

export const GET = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getCase(actor, caseId));
});
