import { authenticateUser } from "@/domain/access/authenticate";
import { createIngestKey, ingestKeyInputSchema } from "@/domain/ingest/create-ingest-key";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await createIngestKey(actor, await readJson(request, ingestKeyInputSchema)), { status: 201 });
});
