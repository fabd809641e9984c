import { authenticateUser } from "@/domain/access/authenticate";
import { undoDecision, undoInputSchema } from "@/domain/decide/undo-decision";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ decisionId: string }>(async (request, { decisionId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await undoDecision(actor, decisionId, await readJson(request, undoInputSchema)));
});
