import { authenticateUser } from "@/domain/access/authenticate";
import { readNewestCheckpoint } from "@/domain/access/read-log-proofs";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => {
  const { note } = await readNewestCheckpoint(await authenticateUser(request));
  return new Response(note, { headers: { "content-type": "text/plain; charset=utf-8" } });
});
