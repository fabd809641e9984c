import { authenticateUser } from "@/domain/access/authenticate";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await summariseQueue(actor));
});
