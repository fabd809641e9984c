import { authenticateUser } from "@/domain/access/authenticate";
import { changeUpload } from "@/domain/ingest/uploads/change-upload";
import { uploadAnswersSchema } from "@/domain/ingest/uploads/upload-options";
import { readUploadAction } from "@/domain/ingest/uploads/upload-state";
import { readId } from "@/lib/http/read-id";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route<{ uploadId: string; action: string }>(async (request, { uploadId, action }) => {
  const actor = await authenticateUser(request);
  const options = await readJson(request, uploadAnswersSchema);
  return Response.json(await changeUpload(actor, readId(uploadId), readUploadAction(action), options));
});
