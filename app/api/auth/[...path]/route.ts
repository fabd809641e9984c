import { handleAuthRequest } from "@/domain/access/handle-auth-request";
import { route } from "@/lib/http/route";

export const POST = route<{ path: string[] }>((request, { path }) => handleAuthRequest(request, `/${path.join("/")}`));
