import { authenticateUser } from "@/domain/access/authenticate";
import { listViews } from "@/domain/triage/views/list-views";
import { saveView } from "@/domain/triage/views/save-view";
import { saveViewInputSchema } from "@/domain/triage/views/saved-view";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await listViews(await authenticateUser(request))));

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await saveView(actor, await readJson(request, saveViewInputSchema)), { status: 201 });
});
