import { authenticateUser } from "@/domain/access/authenticate";
import { retireGold } from "@/domain/decide/gold/retire-gold";
import { route } from "@/lib/http/route";

export const POST = route<{ goldId: string }>(async (request, { goldId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await retireGold(actor, goldId));
});
