import { authenticateUser } from "@/domain/access/authenticate";
import { correctDecision } from "@/domain/decide/correct-decision";
import { correctionInputSchema } from "@/domain/decide/decision-input";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ decisionId: string }>(async (request, { decisionId }) => {
  const actor = await authenticateUser(request);
  const input = await readJson(request, correctionInputSchema);
  return Response.json(await correctDecision(actor, decisionId, input), { status: 201 });
});
