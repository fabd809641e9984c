import { authenticateUser } from "@/domain/access/authenticate";
import { casePageQuerySchema } from "@/domain/triage/case-filter";
import { listCases } from "@/domain/triage/list-cases";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listCases(actor, readQuery(request, casePageQuerySchema)));
});
