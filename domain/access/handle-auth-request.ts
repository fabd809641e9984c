import "server-only";
import { AUTH_ENDPOINTS, auth } from "@/domain/access/auth";
import { findUserActor } from "@/domain/access/authenticate";
import { recordRefusedSignIn, recordSignOut } from "@/domain/access/end-session";
import { AppError } from "@/lib/errors/app-error";

/** Serves the few endpoints of better-auth that Vigil uses, and records sign-outs and refused sign-ins. */
export async function handleAuthRequest(request: Request, endpoint: string): Promise<Response> {
  if (!AUTH_ENDPOINTS.some((known) => known === endpoint)) throw new AppError("NOT_FOUND", "There is no such endpoint.");
  const leaving = endpoint === "/sign-out" ? await findUserActor(request.headers) : null;
  const response = await auth().handler(request);
  if (endpoint === "/sign-in/email" && !response.ok) await recordRefusedSignIn(response.status);
  if (leaving && response.ok) await recordSignOut(leaving);
  return response;
}
