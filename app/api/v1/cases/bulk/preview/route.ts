import { authenticateUser } from "@/domain/access/authenticate";
import { bulkPreviewInputSchema } from "@/domain/triage/bulk/bulk-dto";
import { previewBulk } from "@/domain/triage/bulk/preview-bulk";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await previewBulk(actor, await readJson(request, bulkPreviewInputSchema)));
});
