import { authenticateUser } from "@/domain/access/authenticate";
import { rulesTrialSchema, tryOfflineRules } from "@/inference/try-offline-rules";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await tryOfflineRules(actor, await readJson(request, rulesTrialSchema)));
});
