import { authenticateUser } from "@/domain/access/authenticate";
import { listSettingChanges } from "@/domain/settings/list-settings";
import { historyFilterSchema, readSettingName } from "@/domain/settings/setting-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route<{ name: string }>(async (request, params) => {
  const actor = await authenticateUser(request);
  const name = readSettingName(params.name);
  return Response.json(await listSettingChanges(actor, name, readQuery(request, historyFilterSchema)));
});
