import { authenticateUser } from "@/domain/access/authenticate";
import { createUpload } from "@/domain/ingest/uploads/create-upload";
import { listUploads, uploadFilterSchema } from "@/domain/ingest/uploads/list-uploads";
import { readNewUpload } from "@/domain/ingest/uploads/new-upload";
import { readQuery } from "@/lib/http/read-input";
import { readMultipart } from "@/lib/http/read-multipart";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listUploads(actor, readQuery(request, uploadFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const made = await readMultipart(request, ({ fields, fileName, content }) =>
    createUpload(actor, { ...readNewUpload(fields), fileName }, content),
  );
  return Response.json(made, { status: 201 });
});
