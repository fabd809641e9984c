import { authenticateUser } from "@/domain/access/authenticate";
import { changeView } from "@/domain/triage/views/change-view";
import { deleteView } from "@/domain/triage/views/delete-view";
import { changeViewInputSchema } from "@/domain/triage/views/saved-view";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

type Params = { viewId: string };

export const PATCH = route<Params>(async (request, { viewId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await changeView(actor, viewId, await readJson(request, changeViewInputSchema)));
});

export const DELETE = route<Params>(async (request, { viewId }) => {
  await deleteView(await authenticateUser(request), viewId);
  return new Response(null, { status: 204 });
});
