import { authenticateUser } from "@/domain/access/authenticate";
import { revokeIngestKey } from "@/domain/ingest/revoke-ingest-key";
import { route } from "@/lib/http/route";

export const DELETE = route<{ keyId: string }>(async (request, { keyId }) => {
  const actor = await authenticateUser(request);
  await revokeIngestKey(actor, keyId);
  return new Response(null, { status: 204 });
});
