import { authenticateUser } from "@/domain/access/authenticate";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { route } from "@/lib/http/route";

export const POST = route<{ conversationId: string }>(async (request, { conversationId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await openManualCase(actor, conversationId), { status: 201 });
});
