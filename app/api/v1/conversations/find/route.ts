import { authenticateUser } from "@/domain/access/authenticate";
import { conversationSearchSchema } from "@/domain/decide/conversation-search";
import { findConversations } from "@/domain/decide/find-conversations";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await findConversations(actor, await readJson(request, conversationSearchSchema)));
});
