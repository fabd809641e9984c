import { authenticateUser } from "@/domain/access/authenticate";
import { endBreak } from "@/domain/triage/wellbeing/end-break";
import { getWellbeing } from "@/domain/triage/wellbeing/get-wellbeing";
import { takeBreak } from "@/domain/triage/wellbeing/take-break";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  await takeBreak(actor);
  return Response.json(await getWellbeing(actor));
});

export const DELETE = route(async (request) => {
  const actor = await authenticateUser(request);
  await endBreak(actor);
  return Response.json(await getWellbeing(actor));
});
