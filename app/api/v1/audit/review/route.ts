import { authenticateUser } from "@/domain/access/authenticate";
import { getLogReview } from "@/domain/access/get-log-review";
import { signOffLog } from "@/domain/access/sign-off-log";
import { signOffSchema } from "@/domain/audit/review-dto";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await getLogReview(await authenticateUser(request))));

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await signOffLog(actor, await readJson(request, signOffSchema)), { status: 201 });
});
