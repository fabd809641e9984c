import { createFirstAdmin, firstAdminSchema } from "@/domain/access/first-admin";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const POST = route(async (request) => {
  await createFirstAdmin(await readJson(request, firstAdminSchema));
  return new Response(null, { status: 201 });
});
