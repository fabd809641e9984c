import { authenticateUser } from "@/domain/access/authenticate";
import { exportRangeSchema } from "@/domain/ingest/export-range";
import { startEvaluationFile } from "@/domain/measure/exports/start-export";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";
import { streamOf } from "@/lib/http/stream-of";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  const lines = startEvaluationFile(actor, readQuery(request, exportRangeSchema));
  return new Response(streamOf(lines), {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": 'attachment; filename="evaluation.jsonl"',
    },
  });
});
