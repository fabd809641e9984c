import { authenticateUser } from "@/domain/access/authenticate";
import { changeSource, sourceChangeSchema } from "@/domain/ingest/change-source";
import { deleteSource } from "@/domain/ingest/delete-source";
import { getSource } from "@/domain/ingest/list-sources";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

type Params = { sourceId: string };

export const GET = route<Params>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getSource(actor, readId(sourceId)));
});

export const PATCH = route<Params>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  await changeSource(actor, readId(sourceId), await readJson(request, sourceChangeSchema));
  return new Response(null, { status: 204 });
});

export const DELETE = route<Params>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  await deleteSource(actor, readId(sourceId));
  return new Response(null, { status: 204 });
});
