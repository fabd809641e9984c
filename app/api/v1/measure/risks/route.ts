import { authenticateUser } from "@/domain/access/authenticate";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getRiskFigures(actor, readQuery(request, measureFilterSchema)));
});
