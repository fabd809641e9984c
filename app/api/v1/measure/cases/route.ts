import { authenticateUser } from "@/domain/access/authenticate";
import { listMeasuredCases } from "@/domain/measure/figures/list-measured-cases";
import { measuredCasesQuerySchema } from "@/domain/measure/figures/measured-cases-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listMeasuredCases(actor, readQuery(request, measuredCasesQuerySchema)));
});
