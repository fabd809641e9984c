import { authenticateUser } from "@/domain/access/authenticate";
import { contentSearchSchema } from "@/domain/decide/search/content-search";
import { searchContent } from "@/domain/decide/search/search-content";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await searchContent(actor, await readJson(request, contentSearchSchema)));
});
