import { handleAuthRequest } from "@/domain/access/handle-auth-request";
import { PASSWORD } from "@/domain/testing/desk";
import { route } from "@/lib/http/route";

export const ORIGIN = "http://localhost:3000";
// Whatever the shell says that the tests run in; read when the first request comes.
process.env.VIGIL_BASE_URL = ORIGIN;
let lastAddress = 0;

/** A network address nobody used yet, so that tests do not share the limit of one address. */
export function freshAddress(): string {
  lastAddress += 1;
  return `203.0.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 1}`;
}

type AuthRoute = (request: Request, context: { params: Promise<{ path: string[] }> }) => Promise<Response>;

/** What app/api/auth/[...path]/route.ts is made of. */
export const authRoute: AuthRoute = route<{ path: string[] }>((request, { path }) =>
  handleAuthRequest(request, `/${path.join("/")}`),
);

/** Posts to an endpoint of /api/auth as our pages do; `headers` override. A header of "" is left out. */
export function postAuth(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  serve = authRoute,
): Promise<Response> {
  const all = { "content-type": "application/json", origin: ORIGIN, "x-forwarded-for": freshAddress(), ...headers };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const request = new Request(`${ORIGIN}/api/auth/${path}`, {
    method: "POST",
    headers: sent,
    body: JSON.stringify(body),
  });
  return serve(request, { params: Promise.resolve({ path: path.split("/") }) });
}

/** The `Cookie` header a browser would send after this answer. */
export function cookieOf(response: Response): string {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return pairs.filter((pair) => !pair.endsWith("=")).join("; ");
}

/** Signs in and returns the `Cookie` header of the session. Throws when it is refused. */
export async function signIn(email: string, password = PASSWORD, serve = authRoute): Promise<string> {
  const response = await postAuth("sign-in/email", { email, password }, {}, serve);
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return cookieOf(response);
}
