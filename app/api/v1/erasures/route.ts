import { authenticateUser } from "@/domain/access/authenticate";
import { erasePerson } from "@/domain/privacy/erase-person";
import { erasureInputSchema } from "@/domain/privacy/erasure-dto";
import { erasureFilterSchema, listErasures } from "@/domain/privacy/list-erasures";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listErasures(actor, readQuery(request, erasureFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await erasePerson(actor, await readJson(request, erasureInputSchema)), { status: 201 });
});
