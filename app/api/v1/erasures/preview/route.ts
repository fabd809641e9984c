import { authenticateUser } from "@/domain/access/authenticate";
import { erasurePreviewInputSchema } from "@/domain/privacy/erasure-dto";
import { previewErasure } from "@/domain/privacy/preview-erasure";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const { subject } = await readJson(request, erasurePreviewInputSchema);
  return Response.json(await previewErasure(actor, subject));
});
