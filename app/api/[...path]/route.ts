import { AppError } from "@/lib/errors/app-error";
import { route } from "@/lib/http/route";

/** Whatever is not an endpoint: a problem document instead of the page for people. */
const nothingHere = route<{ path: string[] }>(async () => {
  throw new AppError("NOT_FOUND", "There is no such endpoint. /api/openapi.json describes those there are.");
});

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
