import { authenticateUser } from "@/domain/access/authenticate";
import { retireSourceSecret } from "@/domain/ingest/retire-source-secret";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const DELETE = route<{ sourceId: string; secretId: string }>(async (request, { sourceId, secretId }) => {
  const actor = await authenticateUser(request);
  await retireSourceSecret(actor, readId(sourceId), readId(secretId));
  return new Response(null, { status: 204 });
});
