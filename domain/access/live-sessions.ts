import "server-only";
import { SESSION_IDLE_SECONDS } from "@/domain/access/auth";
import { db } from "@/lib/db/client";

/**
 * Those of these sessions that still stand: not signed out, not run out, not idle, of a person who is not disabled. Looking
 * is no use of a session.
 * @returns by session id the person's roles, sorted and parted by spaces
 */
export async function listLiveSessions(ids: readonly string[]): Promise<Map<string, string>> {
  const now = Date.now();
  const rows = await db().session.findMany({
    where: {
      id: { in: [...new Set(ids)] },
      expiresAt: { gt: new Date(now) },
      lastSeenAt: { gt: new Date(now - SESSION_IDLE_SECONDS * 1000) },
      user: { disabledAt: null },
    },
    select: { id: true, user: { select: { roles: true } } },
  });
  return new Map(rows.map(({ id, user }) => [id, user.roles.toSorted().join(" ")]));
}
