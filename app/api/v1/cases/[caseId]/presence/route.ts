import { authenticateUser } from "@/domain/access/authenticate";
import { notePresence } from "@/domain/triage/presence/note-presence";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) =>
  Response.json(await notePresence(await authenticateUser(request), caseId)),
);
