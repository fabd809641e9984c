import { authenticateUser } from "@/domain/access/authenticate";
import { createSource, sourceInputSchema } from "@/domain/ingest/create-source";
import { listSources } from "@/domain/ingest/list-sources";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json({ items: await listSources(actor) });
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await createSource(actor, await readJson(request, sourceInputSchema)), { status: 201 });
});
