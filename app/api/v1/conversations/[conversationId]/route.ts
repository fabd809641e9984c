import { authenticate } from "@/domain/access/authenticate";
import { getConversation } from "@/domain/decide/get-conversation";
import { route } from "@/lib/http/route";

export const GET = route<{ conversationId: string }>(async (request, { conversationId }) => {
  const actor = await authenticate(request);
  return Response.json(await getConversation(actor, conversationId));
});
