import { authenticateUser } from "@/domain/access/authenticate";
import { listTemplates } from "@/domain/decide/list-templates";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await listTemplates(await authenticateUser(request))));
