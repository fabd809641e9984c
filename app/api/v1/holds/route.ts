import { authenticateUser } from "@/domain/access/authenticate";
import { holdInputSchema } from "@/domain/privacy/hold-dto";
import { holdFilterSchema, listHolds } from "@/domain/privacy/list-holds";
import { setHold } from "@/domain/privacy/set-hold";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listHolds(actor, readQuery(request, holdFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await setHold(actor, await readJson(request, holdInputSchema)), { status: 201 });
});
