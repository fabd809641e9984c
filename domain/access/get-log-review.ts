import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { listReviewGroups } from "@/domain/audit/list-review-groups";
import { type LogReview, REVIEW_VERDICTS } from "@/domain/audit/review-dto";
import { db } from "@/lib/db/client";

const PAST = 50;
const DAY_MS = 86_400_000;

async function timeOf(index: bigint): Promise<Date | null> {
  const leaf = await db().auditLeaf.findUnique({ where: { leafIndex: index }, include: { event: true } });
  return leaf?.event.at ?? null;
}

async function pastReviews(): Promise<LogReview["reviews"]> {
  const rows = await db().auditReview.findMany({
    orderBy: { toIndex: "desc" },
    take: PAST,
    include: { reviewer: true },
  });
  return Promise.all(
    rows.map(async ({ id, fromIndex, toIndex, verdict, signedAt, reviewer }) => {
      const oldest = await timeOf(fromIndex);
      return {
        id,
        from: Number(fromIndex),
        to: Number(toIndex),
        verdict: z.enum(REVIEW_VERDICTS).parse(verdict),
        reviewer: reviewer.name,
        signedAt: signedAt.toISOString(),
        daysLate: oldest && Math.max(0, Math.round((signedAt.getTime() - oldest.getTime()) / DAY_MS)),
      };
    }),
  );
}

/**
 * What nobody has signed off of the log so far: from the last sign-off to the newest sealed entry, so that nothing can be
 * left out between two. Stands here and not in audit, which knows no rights. Looking is recorded. Throws FORBIDDEN.
 */
export async function getLogReview(actor: Actor): Promise<LogReview> {
  const user = requireUser(actor, "audit.read");
  const reviews = await pastReviews();
  const newest = await db().auditLeaf.aggregate({ _max: { leafIndex: true } });
  const from = reviews[0]?.to ?? 0;
  const to = newest._max.leafIndex === null ? 0 : Number(newest._max.leafIndex) + 1;
  const groups = await listReviewGroups(db(), { from, to, userId: user.userId });
  await appendEvent(db(), { type: "audit.log.viewed", actor, facts: {} });
  const since = to > from ? await timeOf(BigInt(from)) : null;
  return {
    from,
    to: Math.max(from, to),
    since: since?.toISOString() ?? null,
    lastReviewAt: reviews[0]?.signedAt ?? null,
    groups,
    reviews,
  };
}
