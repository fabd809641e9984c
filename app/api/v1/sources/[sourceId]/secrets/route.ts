import { authenticateUser } from "@/domain/access/authenticate";
import { addSourceSecret, secretInputSchema } from "@/domain/ingest/add-source-secret";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ sourceId: string }>(async (request, { sourceId }) => {
  const actor = await authenticateUser(request);
  const input = await readJson(request, secretInputSchema);
  return Response.json(await addSourceSecret(actor, readId(sourceId), input), { status: 201 });
});
