import { authenticateUser } from "@/domain/access/authenticate";
import { listSettingChanges } from "@/domain/settings/list-settings";
import { historyFilterSchema } from "@/domain/settings/setting-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listSettingChanges(actor, null, readQuery(request, historyFilterSchema)));
});
