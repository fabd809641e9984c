import { authenticateUser } from "@/domain/access/authenticate";
import { handOver } from "@/domain/triage/wellbeing/hand-over";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => Response.json(await handOver(await authenticateUser(request))));
