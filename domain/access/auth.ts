import "server-only";
import { APIError, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { appendEvent } from "@/domain/audit/append-event";
import { createKeyring } from "@/lib/crypto/keyring";
import { db } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";
import { newId } from "@/lib/ids/new-id";

/** Longest life of a session, in seconds, however busy it is. */
const SESSION_SECONDS = 12 * 60 * 60;
/** A session that nobody used for this long is over. */
export const SESSION_IDLE_SECONDS = 30 * 60;
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;
/** Sign-ins tried in one minute from one address; domain/access/attempt-limit.ts counts them for one account too. */
export const SIGN_INS_A_MINUTE = 20;

function origins(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  if (url.hostname !== "localhost" && url.hostname !== "127.0.0.1") return [url.origin];
  return ["localhost", "127.0.0.1"].map((host) => `${url.protocol}//${host}${url.port ? `:${url.port}` : ""}`);
}

/** The addresses a browser may send requests with a session from. */
export function trustedOrigins(): string[] {
  return origins(loadEnv().baseUrl);
}

/** Over https the cookie is bound to this very host (`__Host-`), which browsers take only with Secure, "/" and no Domain. */
function cookieRules(baseUrl: string) {
  const secure = baseUrl.startsWith("https:");
  return {
    // Would put `__Secure-` before our own, stronger prefix.
    useSecureCookies: false,
    cookiePrefix: secure ? "__Host-vigil" : "vigil",
    defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

function createAuth() {
  const env = loadEnv();
  return betterAuth({
    baseURL: env.baseUrl,
    basePath: "/api/auth",
    secret: createKeyring(env.secret).authSecret,
    trustedOrigins: origins(env.baseUrl),
    database: prismaAdapter(db(), { provider: "postgresql", transaction: true }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, freshAge: 10 * 60 },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      customRules: { "/sign-in/email": { window: 60, max: SIGN_INS_A_MINUTE } },
    },
    advanced: {
      ...cookieRules(env.baseUrl),
      database: { generateId: newId },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const user = await db().user.findUnique({ where: { id: session.userId } });
            if (!user || user.disabledAt) {
              throw new APIError("FORBIDDEN", { message: "This account is disabled. Ask an admin of this desk." });
            }
          },
          after: async (session) => {
            const actor = { kind: "user", userId: session.userId } as const;
            await appendEvent(db(), { type: "access.session.started", actor, facts: { userId: session.userId } });
          },
        },
      },
    },
  });
}

type Auth = ReturnType<typeof createAuth>;
const holder = globalThis as typeof globalThis & { vigilAuth?: Auth };

/** The one better-auth instance of this process. */
export function auth(): Auth {
  holder.vigilAuth ??= createAuth();
  return holder.vigilAuth;
}
