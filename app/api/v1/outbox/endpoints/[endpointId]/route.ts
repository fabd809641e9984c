import { authenticateUser } from "@/domain/access/authenticate";
import { changeEndpoint } from "@/domain/outbox/change-endpoint";
import { deleteEndpoint } from "@/domain/outbox/delete-endpoint";
import { endpointChangeSchema } from "@/domain/outbox/endpoint-input";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

type Params = { endpointId: string };

export const PATCH = route<Params>(async (request, { endpointId }) => {
  const actor = await authenticateUser(request);
  await changeEndpoint(actor, readId(endpointId), await readJson(request, endpointChangeSchema));
  return new Response(null, { status: 204 });
});

export const DELETE = route<Params>(async (request, { endpointId }) => {
  const actor = await authenticateUser(request);
  await deleteEndpoint(actor, readId(endpointId));
  return new Response(null, { status: 204 });
});
