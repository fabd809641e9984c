import { authenticateUser } from "@/domain/access/authenticate";
import { getPolicy } from "@/domain/decide/policies/list-policies";
import { policyInputSchema } from "@/domain/decide/policies/policy-dto";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

type Params = { policyId: string };

export const GET = route<Params>(async (request, { policyId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getPolicy(actor, readId(policyId)));
});

export const PUT = route<Params>(async (request, { policyId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await savePolicy(actor, readId(policyId), await readJson(request, policyInputSchema)));
});
