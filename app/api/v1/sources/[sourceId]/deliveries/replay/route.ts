import { authenticateUser } from "@/domain/access/authenticate";
import { replayDeliveries, replayInputSchema } from "@/domain/ingest/replay-deliveries";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ sourceId: string }>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  const input = await readJson(request, replayInputSchema);
  return Response.json(await replayDeliveries(actor, readId(sourceId), input));
});
