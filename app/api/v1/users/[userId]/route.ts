import { authenticateUser } from "@/domain/access/authenticate";
import { changeUser, userChangeSchema } from "@/domain/access/change-user";
import { readJson } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const PATCH = route<{ userId: string }>(async (request, { userId }) => {
  const actor = await authenticateUser(request);
  return Response.json(await changeUser(actor, userId, await readJson(request, userChangeSchema)));
});
