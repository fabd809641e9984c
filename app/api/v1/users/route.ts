import { authenticateUser } from "@/domain/access/authenticate";
import { createUser, userInputSchema } from "@/domain/access/create-user";
import { listUsers } from "@/domain/access/list-users";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json({ items: await listUsers(actor) });
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await createUser(actor, await readJson(request, userInputSchema)), { status: 201 });
});
