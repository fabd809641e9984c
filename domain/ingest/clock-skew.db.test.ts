import { beforeAll, expect, it } from "vitest";
import { storeThreads } from "@/domain/ingest/store-threads";
import { openDesk, platform } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const HOUR_MS = 3_600_000;

it.each([
  ["before", HOUR_MS, 2],
  ["with", 0, 2],
  ["behind", -HOUR_MS, 0],
])(
  "lets no message wait longer than the quiet time when the database’s clock goes %s ours",
  async (name, skew, wait) => {
    const actor = await platform(`clock ${name}`);
    const thread = {
      externalId: "t",
      messages: [{ kind: "new" as const, externalId: "m", role: "user" as const, text: "hi" }],
    };
    const arrivedAt = new Date(Date.now() + skew);
    await db().$transaction((tx) => storeThreads(tx, actor, actor.sourceId, [thread], { arrivedAt }));
    const [job] = await db().$queryRaw<{ seconds: number }[]>`
    SELECT round(extract(epoch FROM start_after - created_on))::float8 AS seconds FROM pgboss.job
    WHERE id = (SELECT reading_job_id FROM conversation WHERE source_id = ${actor.sourceId}::uuid)`;
    expect(job?.seconds).toBe(wait);
  },
);
