import { authenticateUser } from "@/domain/access/authenticate";
import { deleteEvaluation } from "@/domain/measure/evaluations/delete-evaluation";
import { getEvaluation } from "@/domain/measure/evaluations/read-evaluations";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const GET = route<{ evaluationId: string }>(async (request, { evaluationId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getEvaluation(actor, readId(evaluationId)));
});

export const DELETE = route<{ evaluationId: string }>(async (request, { evaluationId }) => {
  const actor = await authenticateUser(request);
  await deleteEvaluation(actor, readId(evaluationId));
  return new Response(null, { status: 204 });
});
