import { authenticateUser } from "@/domain/access/authenticate";
import { changePreferences } from "@/domain/triage/wellbeing/change-preferences";
import { getPreferences } from "@/domain/triage/wellbeing/get-preferences";
import { preferencesChangeSchema } from "@/domain/triage/wellbeing/preferences";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await getPreferences(await authenticateUser(request))));

export const PATCH = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await changePreferences(actor, await readJson(request, preferencesChangeSchema)));
});
