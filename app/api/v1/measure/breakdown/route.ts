import { authenticateUser } from "@/domain/access/authenticate";
import { breakdownQuerySchema } from "@/domain/measure/figures/breakdown-dto";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getBreakdown(actor, readQuery(request, breakdownQuerySchema)));
});
