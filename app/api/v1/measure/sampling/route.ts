import { authenticateUser } from "@/domain/access/authenticate";
import { getSamplingReport } from "@/domain/measure/sampling/get-sampling-report";
import { route } from "@/lib/http/route";

export const GET = route(async (request) => Response.json(await getSamplingReport(await authenticateUser(request))));
