import { authenticateUser } from "@/domain/access/authenticate";
import { cancelEvaluation } from "@/domain/measure/evaluations/end-evaluation";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ evaluationId: string }>(async (request, { evaluationId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await cancelEvaluation(actor, readId(evaluationId)));
});
