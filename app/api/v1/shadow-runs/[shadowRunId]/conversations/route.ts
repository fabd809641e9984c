import { authenticateUser } from "@/domain/access/authenticate";
import { listShadowCases } from "@/domain/measure/shadow/list-shadow-cases";
import { shadowCasesQuerySchema } from "@/domain/measure/shadow/shadow-result-dto";
import { readId } from "@/lib/http/read-id";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route<{ shadowRunId: string }>(async (request, { shadowRunId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await listShadowCases(actor, readId(shadowRunId), readQuery(request, shadowCasesQuerySchema)));
});
