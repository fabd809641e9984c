import "server-only";
import { z } from "zod";
import { settingIn } from "@/domain/settings/setting-in";
import { GIVEN_TO_THEM, peopleThere } from "@/domain/triage/presence/people-there";
import type { Tx } from "@/lib/db/client";

/** Pages say every few seconds that somebody is there: with less than this, in seconds, a slow page is no empty desk. */
const LEAST_SECONDS = 30;
/** Of the cases that wait, so many of the most urgent are looked at. */
const LOOKED_AT = 500;

const answer = z.array(z.object({ is: z.boolean() }));

/**
 * Whether a case of tier 0 to 2 has waited for so long while nobody was there who takes it: the desk is empty, all are on
 * a break or past what one person reads, or all who are there opted out of what it is about or have just passed it on.
 * @param seconds for how long that is fine
 */
export async function isDeskEmpty(tx: Tx, seconds: number): Promise<boolean> {
  const there = peopleThere(Math.max(seconds, LEAST_SECONDS), await settingIn(tx, "wellbeing"));
  const [row] = answer.parse(
    await tx.$queryRaw`
      WITH there AS MATERIALIZED (${there}), waiting AS (
        SELECT c.id, c.state, c.reason, c.classification_id FROM "case" c
        WHERE c.state = 'open' AND c.queue_tier <= 2 AND c.tier <= 2 AND c.for_user_id IS NULL
          AND (c.snoozed_until IS NULL OR c.snoozed_until <= now())
          AND greatest(c.opened_at, c.raised_at) <= now() - make_interval(secs => ${seconds})
        ORDER BY c.queue_tier, c.rank_at, c.id LIMIT ${LOOKED_AT})
      SELECT EXISTS (
        SELECT 1 FROM waiting c WHERE NOT EXISTS (SELECT 1 FROM there t WHERE ${GIVEN_TO_THEM})) AS is`,
  );
  return row?.is === true;
}
