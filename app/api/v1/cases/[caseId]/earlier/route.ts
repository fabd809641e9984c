import { authenticateUser } from "@/domain/access/authenticate";
import { earlierQuerySchema } from "@/domain/decide/earlier-conversations";
import { listEarlier } from "@/domain/decide/list-earlier";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await listEarlier(actor, caseId, readQuery(request, earlierQuerySchema)));
});
