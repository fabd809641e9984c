import { authenticateUser } from "@/domain/access/authenticate";
import { releaseHold } from "@/domain/privacy/release-hold";
import { route } from "@/lib/http/route";

export const DELETE = route<{ holdId: string }>(async (request, { holdId }) => {
  await releaseHold(await authenticateUser(request), holdId);
  return new Response(null, { status: 204 });
});
