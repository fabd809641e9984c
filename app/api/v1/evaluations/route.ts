import { authenticateUser } from "@/domain/access/authenticate";
import { readNewEvaluation } from "@/domain/measure/evaluations/new-evaluation";
import { evaluationFilterSchema, listEvaluations } from "@/domain/measure/evaluations/read-evaluations";
import { startEvaluation } from "@/domain/measure/evaluations/start-evaluation";
import { readQuery } from "@/lib/http/read-input";
import { readMultipart } from "@/lib/http/read-multipart";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listEvaluations(actor, readQuery(request, evaluationFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const started = await readMultipart(request, ({ fields, fileName, content }) =>
    startEvaluation(actor, { fileName, strategies: readNewEvaluation(fields) }, content),
  );
  return Response.json(started, { status: 201 });
});
