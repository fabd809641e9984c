import { authenticateUser } from "@/domain/access/authenticate";
import { listPolicies } from "@/domain/decide/policies/list-policies";
import { policyFilterSchema, policyInputSchema } from "@/domain/decide/policies/policy-dto";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listPolicies(actor, readQuery(request, policyFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await savePolicy(actor, null, await readJson(request, policyInputSchema)), { status: 201 });
});
