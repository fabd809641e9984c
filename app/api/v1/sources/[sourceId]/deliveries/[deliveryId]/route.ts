import { authenticateUser } from "@/domain/access/authenticate";
import { getDelivery } from "@/domain/ingest/get-delivery";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const GET = route<{ sourceId: string; deliveryId: string }>(async (request, { sourceId, deliveryId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getDelivery(actor, readId(sourceId), readId(deliveryId)));
});
