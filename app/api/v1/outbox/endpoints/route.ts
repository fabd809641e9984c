import { authenticateUser } from "@/domain/access/authenticate";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { endpointInputSchema } from "@/domain/outbox/endpoint-input";
import { endpointFilterSchema, listEndpoints } from "@/domain/outbox/list-endpoints";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  const { sourceId } = readQuery(request, endpointFilterSchema);
  return Response.json({ items: await listEndpoints(actor, sourceId ?? null) });
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await createEndpoint(actor, await readJson(request, endpointInputSchema)), { status: 201 });
});
