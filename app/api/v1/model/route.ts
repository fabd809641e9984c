import { authenticateUser } from "@/domain/access/authenticate";
import { getModelReport } from "@/domain/measure/get-model-report";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getModelReport(actor));
});
