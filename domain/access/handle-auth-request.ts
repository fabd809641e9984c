import "server-only";
import { z } from "zod";
import { countAttempt } from "@/domain/access/attempt-limit";
import { auth, MAX_PASSWORD_LENGTH, SIGN_INS_A_MINUTE } from "@/domain/access/auth";
import { authenticateUser, findUserActor, requireOwnOrigin } from "@/domain/access/authenticate";
import { passwordSchema } from "@/domain/access/create-user";
import { recordPasswordChange, recordRefusedSignIn, recordSignOut } from "@/domain/access/end-session";
import { AppError } from "@/lib/errors/app-error";
import { readJson } from "@/lib/http/read-input";

const MAX_BODY_BYTES = 16_384;
const knownPassword = z.string().min(1).max(MAX_PASSWORD_LENGTH);
const signInSchema = z.object({ email: z.string().trim().min(1).max(254).toLowerCase(), password: knownPassword });
const changePasswordSchema = z.object({ currentPassword: knownPassword, newPassword: passwordSchema });

const TOO_MANY = "Too many attempts. Wait a minute, then try again.";

/**
 * Hands a request to better-auth with the fields we know and no others: `rememberMe: false` would make a session of 24
 * hours, `callbackURL` a redirect. Its answer holds the session's token, which only the cookie should, so it is emptied.
 */
async function callBetterAuth(request: Request, body: object): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const response = await auth().handler(
    new Request(request.url, { method: "POST", headers, body: JSON.stringify(body) }),
  );
  if (response.status === 429) throw new AppError("TOO_MANY_REQUESTS", TOO_MANY, { retryAfterSeconds: 60 });
  if (!response.ok) return response;
  const kept = new Headers(response.headers);
  kept.delete("content-length");
  return new Response(JSON.stringify({ ok: true }), { status: response.status, headers: kept });
}

async function signIn(request: Request): Promise<Response> {
  const input = await readJson(request, signInSchema, MAX_BODY_BYTES);
  try {
    if (!(await countAttempt("sign-in", input.email, SIGN_INS_A_MINUTE))) {
      throw new AppError("TOO_MANY_REQUESTS", TOO_MANY, { retryAfterSeconds: 60 });
    }
    const response = await callBetterAuth(request, input);
    if (!response.ok) await recordRefusedSignIn(response.status);
    return response;
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_MANY_REQUESTS") await recordRefusedSignIn(429);
    throw error;
  }
}

async function signOut(request: Request): Promise<Response> {
  const leaving = await findUserActor(request.headers);
  const response = await callBetterAuth(request, {});
  if (leaving && response.ok) await recordSignOut(leaving);
  return response;
}

/** A new password ends the person's other sessions: whoever knew the old one is out. */
async function changePassword(request: Request): Promise<Response> {
  const user = await authenticateUser(request);
  const input = await readJson(request, changePasswordSchema, MAX_BODY_BYTES);
  if (!(await countAttempt("change-password", user.userId, SIGN_INS_A_MINUTE))) {
    throw new AppError("TOO_MANY_REQUESTS", TOO_MANY, { retryAfterSeconds: 60 });
  }
  const response = await callBetterAuth(request, { ...input, revokeOtherSessions: true });
  if (response.ok) await recordPasswordChange(user);
  return response;
}

const ENDPOINTS: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  "/sign-in/email": signIn,
  "/sign-out": signOut,
  "/change-password": changePassword,
};

/**
 * Serves the few endpoints of better-auth that Vigil uses, and records what happened; every other one is a 404.
 * @throws NOT_FOUND, FORBIDDEN (from another site), INVALID, UNAUTHENTICATED, TOO_MANY_REQUESTS
 */
export async function handleAuthRequest(request: Request, endpoint: string): Promise<Response> {
  const serve = Object.hasOwn(ENDPOINTS, endpoint) ? ENDPOINTS[endpoint] : undefined;
  if (!serve) throw new AppError("NOT_FOUND", "There is no such endpoint.");
  // better-auth checks this too, but not in tests, and answers in the same words for a disabled account.
  requireOwnOrigin(request);
  return serve(request);
}
