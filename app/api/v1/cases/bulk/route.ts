import { authenticateUser } from "@/domain/access/authenticate";
import { bulkInputSchema } from "@/domain/triage/bulk/bulk-dto";
import { changeCases } from "@/domain/triage/bulk/change-cases";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await changeCases(actor, await readJson(request, bulkInputSchema)));
});
