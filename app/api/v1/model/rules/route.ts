import { authenticateUser } from "@/domain/access/authenticate";
import { getOfflineRules } from "@/inference/get-offline-rules";
import { offlineRulesInputSchema, saveOfflineRules } from "@/inference/save-offline-rules";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await getOfflineRules(actor));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await saveOfflineRules(actor, await readJson(request, offlineRulesInputSchema)));
});
