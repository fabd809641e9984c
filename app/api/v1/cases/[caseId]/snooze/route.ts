import { authenticateUser } from "@/domain/access/authenticate";
import { snoozeCase, snoozeSchema } from "@/domain/triage/snooze-case";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await snoozeCase(actor, caseId, await readJson(request, snoozeSchema)));
});
