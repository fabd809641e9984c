import { authenticateUser } from "@/domain/access/authenticate";
import { listRejected, rejectedFilterSchema } from "@/domain/ingest/uploads/list-rejected";
import { rejectedAsCsv, rejectedAsJson } from "@/domain/ingest/uploads/write-rejected";
import { readId } from "@/lib/http/read-id";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";
import { streamOf } from "@/lib/http/stream-of";

export const GET = route<{ uploadId: string }>(async (request, { uploadId }) => {
  const actor = await authenticateUser(request);
  const asCsv = readQuery(request, rejectedFilterSchema).format === "csv";
  const pages = await listRejected(actor, readId(uploadId));
  const headers = new Headers({ "content-type": asCsv ? "text/csv; charset=utf-8" : "application/json" });
  if (asCsv) headers.set("content-disposition", 'attachment; filename="rejected.csv"');
  return new Response(streamOf((asCsv ? rejectedAsCsv : rejectedAsJson)(pages)), { headers });
});
