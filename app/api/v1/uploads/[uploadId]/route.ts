import { authenticateUser } from "@/domain/access/authenticate";
import { getUpload } from "@/domain/ingest/uploads/get-upload";
import { readId } from "@/lib/http/read-id";
import { route } from "@/lib/http/route";

export const GET = route<{ uploadId: string }>(async (request, { uploadId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await getUpload(actor, readId(uploadId)));
});
