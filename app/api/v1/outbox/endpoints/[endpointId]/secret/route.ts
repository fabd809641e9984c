import { authenticateUser } from "@/domain/access/authenticate";
import { rotateEndpointSecret } from "@/domain/outbox/rotate-endpoint-secret";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ endpointId: string }>(async (request, { endpointId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await rotateEndpointSecret(actor, readId(endpointId)));
});
