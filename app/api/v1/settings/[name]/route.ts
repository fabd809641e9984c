import { authenticateUser } from "@/domain/access/authenticate";
import { changeSetting } from "@/domain/settings/change-setting";
import { readSettingName, settingInputSchema } from "@/domain/settings/setting-dto";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const PUT = route<{ name: string }>(async (request, params) => {
  const actor = await authenticateUser(request);
  const name = readSettingName(params.name);
  return Response.json(await changeSetting(actor, name, await readJson(request, settingInputSchema)));
});
