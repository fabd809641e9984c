import { openApiDocument } from "@/app/api/openapi.json/document";
import { route } from "@/lib/http/route";

export const GET = route(async () => Response.json(openApiDocument()));
