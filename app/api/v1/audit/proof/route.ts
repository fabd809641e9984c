import { authenticateUser } from "@/domain/access/authenticate";
import { readInclusionProof } from "@/domain/access/read-log-proofs";
import { inclusionFilterSchema } from "@/domain/audit/log-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await readInclusionProof(actor, readQuery(request, inclusionFilterSchema)));
});
