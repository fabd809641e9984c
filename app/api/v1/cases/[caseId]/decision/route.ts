import { authenticateUser } from "@/domain/access/authenticate";
import { decisionInputSchema } from "@/domain/decide/decision-input";
import { recordDecision } from "@/domain/decide/record-decision";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ caseId: string }>(async (request, { caseId }) => {
  const actor = await authenticateUser(request);
  const input = await readJson(request, decisionInputSchema);
  const result = await recordDecision(actor, caseId, input);
  return Response.json(result, { status: result.repeated ? 200 : 201 });
});
