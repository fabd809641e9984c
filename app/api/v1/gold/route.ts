import { authenticateUser } from "@/domain/access/authenticate";
import { addGold } from "@/domain/decide/gold/add-gold";
import { goldInputSchema, goldQuerySchema } from "@/domain/decide/gold/gold-dto";
import { listGold } from "@/domain/decide/gold/list-gold";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listGold(actor, readQuery(request, goldQuerySchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await addGold(actor, await readJson(request, goldInputSchema)), { status: 201 });
});
