import { authenticate } from "@/domain/access/authenticate";
import { conversationFilterSchema, listConversations } from "@/domain/decide/list-conversations";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { conversationInputSchema } from "@/domain/ingest/conversation-input";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticate(request);
  const input = await readJson(request, conversationInputSchema);
  return Response.json(await acceptConversation(actor, input, idempotencyKeyOf(request)), { status: 202 });
});

export const GET = route(async (request) => {
  const actor = await authenticate(request);
  return Response.json(await listConversations(actor, readQuery(request, conversationFilterSchema)));
});
