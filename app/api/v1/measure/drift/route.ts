import { authenticateUser } from "@/domain/access/authenticate";
import { driftQuerySchema } from "@/domain/measure/figures/drift-dto";
import { getDrift } from "@/domain/measure/figures/get-drift";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getDrift(actor, readQuery(request, driftQuerySchema)));
});
