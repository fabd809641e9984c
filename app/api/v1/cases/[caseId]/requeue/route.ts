import { authenticateUser } from "@/domain/access/authenticate";
import { requeueCase } from "@/domain/triage/requeue-case";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  await requeueCase(await authenticateUser(request), caseId);
  return new Response(null, { status: 204 });
});
