import { authenticateUser } from "@/domain/access/authenticate";
import { getCase } from "@/domain/decide/get-case";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const claimed = await claimNextCase(actor);
  return claimed ? Response.json(await getCase(actor, claimed.caseId)) : new Response(null, { status: 204 });
});
