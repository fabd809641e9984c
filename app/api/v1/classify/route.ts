import { authenticate } from "@/domain/access/authenticate";
import { classifyInputSchema, classifyText } from "@/domain/triage/classify-text";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticate(request);
  return Response.json(await classifyText(actor, await readJson(request, classifyInputSchema)));
});
