import { authenticateUser } from "@/domain/access/authenticate";
import { revealFrame } from "@/domain/measure/sampling/reveal-frame";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const POST = route<{ frameId: string }>(async (request, { frameId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await revealFrame(actor, readId(frameId)));
});
