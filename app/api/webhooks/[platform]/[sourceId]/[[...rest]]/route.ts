import { acceptDelivery } from "@/domain/ingest/accept-delivery";
import { bodyLanes } from "@/lib/http/body-lane";
import { route } from "@/lib/http/route";

type Params = { platform: string; sourceId: string };

/** Where chat platforms send. Some add a path of their own behind the address (Matrix), hence the rest. */
const receive = route<Params>(async (request, { platform, sourceId }) => {
  const { status, body, contentType } = await acceptDelivery(platform, sourceId, request);
  return new Response(body ?? null, { status, headers: contentType ? { "content-type": contentType } : {} });
}, bodyLanes().webhooks);

export { receive as GET, receive as POST, receive as PUT };
