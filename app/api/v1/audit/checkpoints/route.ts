import { authenticateUser } from "@/domain/access/authenticate";
import { readCheckpoints } from "@/domain/access/read-log-proofs";
import { checkpointFilterSchema } from "@/domain/audit/log-dto";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  const { cursor } = readQuery(request, checkpointFilterSchema);
  return Response.json(await readCheckpoints(actor, cursor));
});
