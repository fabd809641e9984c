import { authenticateUser } from "@/domain/access/authenticate";
import { noteDeskPresence } from "@/domain/triage/presence/note-presence";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => Response.json(await noteDeskPresence(await authenticateUser(request))));
