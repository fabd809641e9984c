import { authenticateUser } from "@/domain/access/authenticate";
import { listQueueChoices } from "@/domain/triage/list-queue-choices";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await listQueueChoices(await authenticateUser(request))));
