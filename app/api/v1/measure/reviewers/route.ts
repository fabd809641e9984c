import { authenticateUser } from "@/domain/access/authenticate";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getReviewerFigures(actor, readQuery(request, measureFilterSchema)));
});
