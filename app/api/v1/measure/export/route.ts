import { authenticateUser } from "@/domain/access/authenticate";
import { measureExportSchema } from "@/domain/measure/exports/export-query";
import { startExport } from "@/domain/measure/exports/start-export";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";
import { streamOf } from "@/lib/http/stream-of";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl" } as const;

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  const { what, format, ...filter } = readQuery(request, measureExportSchema);
  return new Response(streamOf(startExport(actor, what, format, filter)), {
    headers: { "content-type": TYPES[format], "content-disposition": `attachment; filename="${what}.${format}"` },
  });
});
