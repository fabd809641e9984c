import { authenticateUser } from "@/domain/access/authenticate";
import { readLogKeys } from "@/domain/access/read-log-proofs";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await readLogKeys(await authenticateUser(request))));
