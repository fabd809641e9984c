import { authenticateUser } from "@/domain/access/authenticate";
import { getRuleVersion } from "@/inference/get-offline-rules";
import { route } from "@/lib/http/route";

export const GET = route<{ version: string }>(async (request, { version }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getRuleVersion(actor, version));
});
