import { authenticateUser } from "@/domain/access/authenticate";
import { getThresholds } from "@/domain/measure/thresholds/get-thresholds";
import { thresholdQuerySchema } from "@/domain/measure/thresholds/threshold-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getThresholds(actor, readQuery(request, thresholdQuerySchema)));
});
