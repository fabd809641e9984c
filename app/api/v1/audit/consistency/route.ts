import { authenticateUser } from "@/domain/access/authenticate";
import { readConsistencyProof } from "@/domain/access/read-log-proofs";
import { consistencyFilterSchema } from "@/domain/audit/log-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await readConsistencyProof(actor, readQuery(request, consistencyFilterSchema)));
});
