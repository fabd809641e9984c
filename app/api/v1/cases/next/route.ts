import { authenticateUser } from "@/domain/access/authenticate";
import { getCase } from "@/domain/decide/get-case";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { nextInputSchema } from "@/domain/triage/wellbeing/next-input";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const claimed = await claimNextCase(actor, await readJson(request, nextInputSchema));
  return claimed ? Response.json(await getCase(actor, claimed.caseId)) : new Response(null, { status: 204 });
});
