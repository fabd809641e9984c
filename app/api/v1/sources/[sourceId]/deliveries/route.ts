import { authenticateUser } from "@/domain/access/authenticate";
import { deliveryFilterSchema, listDeliveries } from "@/domain/ingest/list-deliveries";
import { readId } from "@/lib/http/read-id";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route<{ sourceId: string }>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await listDeliveries(actor, readId(sourceId), readQuery(request, deliveryFilterSchema)));
});
