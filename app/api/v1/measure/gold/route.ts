import { authenticateUser } from "@/domain/access/authenticate";
import { getGoldAccuracy } from "@/domain/measure/figures/get-gold-accuracy";
import { goldQuerySchema } from "@/domain/measure/figures/reviewer-figures-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getGoldAccuracy(actor, readQuery(request, goldQuerySchema)));
});
