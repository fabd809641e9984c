import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { isForOthers } from "@/domain/triage/givable";
import { HERE_SECONDS, type Presence } from "@/domain/triage/presence/presence-dto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const namesSchema = z.array(z.object({ name: z.string() }));

async function renewDeskPresence(userId: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO desk_presence (user_id, seen_at) VALUES (${userId}, now())
    ON CONFLICT (user_id) DO UPDATE SET seen_at = now()`;
}

/**
 * Says that somebody has the queue or a case before them, and answers who else has. No audit event: it changes nothing,
 * and is over in a minute. Throws FORBIDDEN.
 */
export async function noteDeskPresence(actor: Actor): Promise<Presence> {
  const { userId } = requireUser(actor, "case.claim");
  await renewDeskPresence(userId);
  const others = await db().$queryRaw`
    SELECT u.name FROM desk_presence p JOIN "user" u ON u.id = p.user_id
    WHERE p.user_id <> ${userId} AND p.seen_at > now() - make_interval(secs => ${HERE_SECONDS})
    ORDER BY u.name, u.id`;
  return { others: namesSchema.parse(others) };
}

/** Says that somebody looks at a case, and answers who else does. Throws FORBIDDEN, NOT_FOUND. */
export async function notePresence(actor: Actor, caseId: string): Promise<Presence> {
  const { userId } = requireUser(actor, "case.claim");
  await renewDeskPresence(userId);
  const noted = isId(caseId)
    ? await db().$executeRaw`
        INSERT INTO presence (case_id, user_id, seen_at)
        SELECT c.id, ${userId}, now() FROM "case" c WHERE c.id = ${caseId}::uuid AND NOT ${isForOthers(userId)}
        ON CONFLICT (case_id, user_id) DO UPDATE SET seen_at = now()`
    : 0;
  if (noted === 0) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const others = await db().$queryRaw`
    SELECT u.name FROM presence p JOIN "user" u ON u.id = p.user_id
    WHERE p.case_id = ${caseId}::uuid AND p.user_id <> ${userId}
      AND p.seen_at > now() - make_interval(secs => ${HERE_SECONDS})
    ORDER BY u.name, u.id`;
  return { others: namesSchema.parse(others) };
}
