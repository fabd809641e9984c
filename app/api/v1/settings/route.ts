import { authenticateUser } from "@/domain/access/authenticate";
import { listSettings } from "@/domain/settings/list-settings";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json({ items: await listSettings(actor) });
});
