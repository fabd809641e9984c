import { authenticateUser } from "@/domain/access/authenticate";
import { getWellbeing } from "@/domain/triage/wellbeing/get-wellbeing";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await getWellbeing(await authenticateUser(request))));
