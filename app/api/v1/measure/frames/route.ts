import { authenticateUser } from "@/domain/access/authenticate";
import { beginFrame } from "@/domain/measure/sampling/begin-frame";
import { route } from "@/lib/http/route";

export const POST = route(async (request) =>
  Response.json(await beginFrame(await authenticateUser(request)), { status: 201 }),
);
