import { authenticateUser } from "@/domain/access/authenticate";
import { changeShadowRun } from "@/domain/measure/shadow/change-shadow-run";
import { readShadowAction } from "@/domain/measure/shadow/shadow-dto";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ shadowRunId: string; action: string }>(async (request, { shadowRunId, action }) => {
  const actor = await authenticateUser(request);
  return Response.json(await changeShadowRun(actor, readId(shadowRunId), readShadowAction(action)));
});
