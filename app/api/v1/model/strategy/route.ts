import { authenticateUser } from "@/domain/access/authenticate";
import { chooseStrategy, strategyChoiceSchema } from "@/inference/choose-strategy";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await chooseStrategy(actor, await readJson(request, strategyChoiceSchema)));
});
