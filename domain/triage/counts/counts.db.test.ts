import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aRisk, conversationRead, openDesk, person, risky } from "@/domain/testing/desk";
import { checkCounts } from "@/domain/triage/counts/check-counts";
import { foldCounts } from "@/domain/triage/counts/fold-counts";
import { countExactly, countTiers } from "@/domain/triage/counts/tier-counts";
import { db, Prisma } from "@/lib/db/client";

/** What they are is of no matter: each is changed by its number. */
const CASES = 24;
let ids: string[] = [];

beforeAll(async () => {
  await openDesk();
  const reviewer = await person("reviewer");
  const severities = ["mild", "moderate", "high", "critical"] as const;
  for (let index = 0; index < CASES; index += 1)
    await conversationRead(reviewer, risky(aRisk(severities[index % 4] ?? "mild", null)));
  ids = (await db().case.findMany({ orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id);
});

async function expectTrue(): Promise<void> {
  const counted = (await countTiers(null)).filter(({ open, claimed, escalated }) => open + claimed + escalated > 0);
  expect(counted).toEqual(await countExactly(Prisma.sql`for_user_id IS NULL`));
}

async function keptRows(): Promise<number> {
  return db().caseCount.count();
}

/** Many small changes, each a row of its own. */
async function stir(times: number): Promise<void> {
  await db().$executeRaw`
    INSERT INTO case_count (queue_tier, state, due_from, change)
    SELECT 3, 'open', now() - interval '3 hours', CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END
    FROM generate_series(1, ${times}::int) AS n`;
}

describe("the counts of the queue", () => {
  beforeEach(async () => {
    await db().$executeRaw`
      UPDATE "case" SET state = 'open', closed_at = NULL, holder_id = NULL, due_at = now() + interval '1 hour', queue_tier = tier`;
  });

  it("follow every change: of state, tier and due time, for one person alone, and of removed cases", async () => {
    await expectTrue();
    const [first, ...rest] = ids;
    const { id: userId } = await db().user.findFirstOrThrow();
    await db().$executeRaw`UPDATE "case" SET state = 'claimed', holder_id = ${userId} WHERE id = ${first}::uuid`;
    await db().$executeRaw`UPDATE "case" SET state = 'escalated' WHERE id = ANY (${rest.slice(0, 5)}::uuid[])`;
    await db()
      .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE id = ANY (${rest.slice(5, 7)}::uuid[])`;
    await db().$executeRaw`UPDATE "case" SET queue_tier = 2 WHERE id = ANY (${rest.slice(3, 12)}::uuid[]) AND tier = 3`;
    // Due a moment ago, within these five minutes, an hour ago, and in time.
    for (const [index, ago] of ["1 second", "4 minutes", "6 minutes", "61 minutes", "-10 minutes"].entries())
      await db().$executeRaw`
        UPDATE "case" SET due_at = now() - ${ago}::interval WHERE id = ANY (${rest.slice(index * 4, index * 4 + 3)}::uuid[])`;
    await expectTrue();
    await db().$executeRaw`UPDATE "case" SET for_user_id = ${userId} WHERE id = ${rest[20]}::uuid`;
    await expectTrue();
    await db().$executeRaw`UPDATE "case" SET for_user_id = NULL WHERE id = ${rest[20]}::uuid`;
    await expectTrue();
    const overdue = (await countTiers(null)).reduce((sum, row) => sum + row.overdue, 0);
    expect(overdue).toBeGreaterThan(0);
  });

  it("make nobody who changes a case wait for another, and lose nothing to a fold meanwhile", async () => {
    await stir(2_000);
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE "case" SET state = 'escalated' WHERE id = ${ids[0]}::uuid`;
      await db().$transaction(async (other) => {
        await other.$executeRaw`SET LOCAL lock_timeout = '5s'`;
        await other.$executeRaw`UPDATE "case" SET state = 'escalated' WHERE id = ${ids[4]}::uuid`;
      });
      expect(await foldCounts()).toBeGreaterThan(0);
      await expectTrue();
    });
    await expectTrue();
    expect(await keptRows()).toBeLessThan(500);
  });

  it("are never answered where they cannot be true: each case is counted instead, and a check mends them", async () => {
    await db().$executeRaw`DELETE FROM case_count`;
    await expectTrue();
    expect(await checkCounts()).toBeGreaterThan(0);
    expect(await checkCounts()).toBe(0);
    await expectTrue();
    await db().$executeRaw`
      INSERT INTO case_count (queue_tier, state, due_from, change) VALUES (2, 'claimed', now(), -1)`;
    await expectTrue();
    // Nothing tells that this one is wrong but counting anew.
    await db().$executeRaw`
      UPDATE case_count SET change = 5 WHERE queue_tier = 2 AND state = 'claimed'`;
    await expect(expectTrue()).rejects.toThrow();
    expect(await checkCounts()).toBe(1);
    await expectTrue();
  });
});
