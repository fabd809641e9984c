import { authenticateUser } from "@/domain/access/authenticate";
import { listShadowRuns } from "@/domain/measure/shadow/get-shadow-run";
import { orderShadowRun } from "@/domain/measure/shadow/order-shadow-run";
import { shadowFilterSchema, shadowOrderSchema } from "@/domain/measure/shadow/shadow-dto";
import { readJson, readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  return Response.json(await listShadowRuns(actor, readQuery(request, shadowFilterSchema)));
});

export const POST = route(async (request) => {
  const actor = await authenticateUser(request);
  const order = await readJson(request, shadowOrderSchema);
  return Response.json(await orderShadowRun(actor, order), { status: 201 });
});
