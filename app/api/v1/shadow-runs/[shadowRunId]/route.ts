import { authenticateUser } from "@/domain/access/authenticate";
import { getShadowRun } from "@/domain/measure/shadow/get-shadow-run";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const GET = route<{ shadowRunId: string }>(async (request, { shadowRunId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getShadowRun(actor, readId(shadowRunId)));
});
