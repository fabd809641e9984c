import { authenticateUser } from "@/domain/access/authenticate";
import { undoBulk } from "@/domain/triage/bulk/undo-bulk";
import { route } from "@/lib/http/route";

export const POST = route<{ bulkId: string }>(async (request, { bulkId }) =>
  Response.json(await undoBulk(await authenticateUser(request), bulkId)),
);
