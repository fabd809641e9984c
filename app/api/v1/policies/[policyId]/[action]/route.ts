import { authenticateUser } from "@/domain/access/authenticate";
import { POLICY_ACTIONS, retirePolicy } from "@/domain/decide/policies/retire-policy";
import { AppError } from "@/lib/errors/app-error";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ policyId: string; action: string }>(async (request, params) => {
  const actor = await authenticateUser(request);
  const action = POLICY_ACTIONS.find((each) => each === params.action);
  if (!action) throw new AppError("NOT_FOUND", "A policy can be retired and restored.");
  return Response.json(await retirePolicy(actor, readId(params.policyId), action));
});
