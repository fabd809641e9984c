import { authenticateUser } from "@/domain/access/authenticate";
import { testEndpoint } from "@/domain/outbox/test-endpoint";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ endpointId: string }>(async (request, { endpointId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await testEndpoint(actor, readId(endpointId)));
});
