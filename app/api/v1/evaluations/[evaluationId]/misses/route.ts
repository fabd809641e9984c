import { authenticateUser } from "@/domain/access/authenticate";
import { listMisses, missesFilterSchema } from "@/domain/measure/evaluations/list-misses";
import { readId } from "@/lib/http/read-id";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route<{ evaluationId: string }>(async (request, { evaluationId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await listMisses(actor, readId(evaluationId), readQuery(request, missesFilterSchema)));
});
