import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Actor, type IngestKeyActor, ROLES, type UserActor } from "@/domain/access/actor";
import { auth, SESSION_IDLE_SECONDS, trustedOrigins } from "@/domain/access/auth";
import { noteRefusal } from "@/domain/access/note-refusal";
import { readSessionToken } from "@/domain/access/session-cookie";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { observeRefusals } from "@/lib/http/refusal";

/** How often, in seconds, the last use of a session or key is written down. */
const SEEN_EVERY_SECONDS = 60;
export const INGEST_KEY_PREFIX = "vgl_";

/** The hash an ingest key is stored as. The key is 256 random bits, so a plain SHA-256 is enough. */
export function hashIngestKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}

const standingRows = z.array(
  z.object({
    id: z.string(),
    lastSeenAt: z.date(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
  }),
);
type Standing = z.infer<typeof standingRows>[number];

/** The session of a cookie that was signed here, where it still runs and its person is not disabled: in one query. */
async function findStanding(headers: Headers): Promise<Standing | null> {
  const token = await readSessionToken(headers);
  if (token === null) return null;
  const rows = await db().$queryRaw`
    SELECT s.id, s.last_seen_at AS "lastSeenAt", u.id AS "userId", u.name, u.email, u.roles::text[] AS roles
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = ${token} AND s.expires_at > ${new Date()} AND u.disabled_at IS NULL`;
  return standingRows.parse(rows)[0] ?? null;
}

async function endIdle({ id, userId }: Standing): Promise<void> {
  await db().$transaction(async (tx) => {
    const gone = await tx.session.deleteMany({ where: { id } });
    if (gone.count === 0) return;
    const facts = { userId, reason: "idle" } as const;
    await appendEvent(tx, { type: "access.session.ended", actor: { kind: "user", userId }, facts });
  });
}

/** The signed-in person behind these headers, or null. Ends a session that was idle for too long, and removes one that ran out. */
export async function findUserActor(headers: Headers): Promise<UserActor | null> {
  const standing = await findStanding(headers);
  if (!standing) {
    // Nobody to answer to; better-auth clears away what ran out.
    await auth().api.getSession({ headers, query: { disableRefresh: true } });
    return null;
  }
  const { id, userId, name, email, roles } = standing;
  const idleSeconds = (Date.now() - standing.lastSeenAt.getTime()) / 1000;
  if (idleSeconds > SESSION_IDLE_SECONDS) {
    await endIdle(standing);
    return null;
  }
  if (idleSeconds > SEEN_EVERY_SECONDS) {
    await db().session.updateMany({ where: { id }, data: { lastSeenAt: new Date() } });
  }
  return { kind: "user", userId, name, email, roles, sessionId: id };
}

/** Who sent the requests that are being answered, for the log of what they are refused. */
const senders = new WeakMap<Request, Actor>();
const NOBODY: Actor = { kind: "system", process: "web" };

/**
 * Records what is refused to whom: a right, somebody else's object, a write from another site, a key that is not valid. A
 * request without any sign of who sends it is no attempt by anybody, and is not recorded.
 */
observeRefusals(async (error, request) => {
  const actor = senders.get(request);
  const isKey = request.headers.has("authorization");
  if (error.code === "UNAUTHENTICATED" && !isKey) return;
  const what = error.code === "UNAUTHENTICATED" ? "ingest_key" : (error.extra.refused ?? "object");
  await noteRefusal({ actor: actor ?? NOBODY, what });
});

async function findKeyActor(request: Request, key: string): Promise<IngestKeyActor | null> {
  const keyHash = hashIngestKey(key);
  const row = await db().ingestKey.findUnique({ where: { keyHash }, include: { source: true } });
  if (!row || !timingSafeEqual(row.keyHash, keyHash)) return null;
  const actor: IngestKeyActor = { kind: "ingest_key", keyId: row.id, sourceId: row.sourceId };
  senders.set(request, actor);
  if (row.revokedAt || (row.expiresAt && row.expiresAt < new Date()) || row.source.deletedAt) return null;
  const seen = row.lastUsedAt?.getTime() ?? 0;
  if (Date.now() - seen > SEEN_EVERY_SECONDS * 1000) {
    await db().ingestKey.update({ where: { id: row.id }, data: { lastUsedAt: new Date() } });
  }
  return actor;
}

/** A cookie travels by itself, so a write with one must come from our own pages. Throws `FORBIDDEN`. */
export function requireOwnOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = origin === null ? site === null || site === "same-origin" : trustedOrigins().includes(origin);
  if (own) return;
  const says = "A request with a session must come from the pages of this desk (VIGIL_BASE_URL).";
  throw new AppError("FORBIDDEN", says, { refused: "other_site" });
}

/** The person signed in with this request. Throws `UNAUTHENTICATED` or, for a write from another site, `FORBIDDEN`. */
export async function authenticateUser(request: Request): Promise<UserActor> {
  const user = await findUserActor(request.headers);
  if (!user) throw new AppError("UNAUTHENTICATED", "Sign in first.");
  senders.set(request, user);
  requireOwnOrigin(request);
  return user;
}

/** The ingest key (`Authorization: Bearer vgl_…`) or, without one, the person signed in. Throws as `authenticateUser`. */
export async function authenticate(request: Request): Promise<Actor> {
  const header = request.headers.get("authorization");
  if (header === null) return authenticateUser(request);
  const key = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const actor = key?.startsWith(INGEST_KEY_PREFIX) ? await findKeyActor(request, key) : null;
  if (!actor) throw new AppError("UNAUTHENTICATED", "The ingest key is unknown, expired or revoked.");
  return actor;
}
