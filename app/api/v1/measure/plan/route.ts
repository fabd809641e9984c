import { authenticateUser } from "@/domain/access/authenticate";
import { planSampling } from "@/domain/measure/sampling/plan-sampling";
import { planInputSchema } from "@/domain/measure/sampling/sampling-dto";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await planSampling(actor, await readJson(request, planInputSchema)));
});
