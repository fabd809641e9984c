import type pg from "pg";
import { fallbackOf } from "@/domain/settings/definitions";
import { newId } from "@/lib/ids/new-id";
import { appDatabase } from "@/lib/postgres/cluster-settings";
import { withClient } from "@/lib/postgres/connect";
import { findRunning } from "@/lib/postgres/embedded";

/** Where a copy of what a desk holds right after its start is kept, in its own database. */
const KEPT = "as_started";
const TRIES = 5;
/** SQLSTATE of a lock that did not come in time, and of two transactions that waited for one another. */
const BUSY = ["55P03", "40P01"];

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = $1 AND tablename <> '_prisma_migrations'",
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** As the superuser, whom no append-only trigger stops. */
async function inDatabase<T>(dataDir: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const running = await findRunning(dataDir);
  if (!running) throw new Error(`no database runs for ${dataDir}`);
  const url = new URL(running.adminUrl);
  url.pathname = `/${appDatabase}`;
  return withClient(url.href, use);
}

/** Keeps what the database of a desk holds now, for `returnToFirstState`. */
export async function keepFirstState(dataDir: string): Promise<void> {
  await inDatabase(dataDir, async (client) => {
    await client.query(`CREATE SCHEMA ${KEPT}`);
    for (const table of await tablesOf(client, "public"))
      await client.query(`CREATE TABLE ${KEPT}.${table} AS TABLE public.${table}`);
  });
}

/** What most stories are not about: nobody looks at a decision again, nothing is mixed in, and nobody is asked to rest. */
const PLAIN_SETTINGS = {
  more_eyes: {
    secondReviewOfRisk: 0,
    secondReviewOfNone: 0,
    secondReviewTierZero: false,
    twoPersonDismissal: false,
    goldShare: 0,
  },
  sampling: { split: 0, keyword: 0, rest: 0, overrides: [] },
  wellbeing: { ...fallbackOf("wellbeing"), coolDownSeconds: 0, lighterAfterHeavy: 0 },
};

/** Sets what would otherwise come between the steps of most stories. One that is about it sets what it needs. */
export async function withPlainSettings(dataDir: string): Promise<void> {
  await inDatabase(dataDir, async (client) => {
    for (const [name, value] of Object.entries(PLAIN_SETTINGS))
      await client.query("INSERT INTO setting_change (id, name, version, value) VALUES ($1, $2, 1, $3)", [
        newId(),
        name,
        JSON.stringify(value),
      ]);
  });
}

/** Lets the lease of every live claim run out, as two minutes without a heartbeat would. */
export async function endLeases(dataDir: string): Promise<void> {
  await inDatabase(dataDir, (client) => client.query("UPDATE claim SET expires_at = now() WHERE ended_at IS NULL"));
}

/**
 * Puts the database of a running desk back to how it was kept: nobody has an account, nothing came in, no job waits.
 * @throws when what the desk is doing does not let go of its tables
 */
export async function returnToFirstState(dataDir: string): Promise<void> {
  await inDatabase(dataDir, async (client) => {
    const kept = await tablesOf(client, KEPT);
    const steps = [
      "BEGIN",
      "SET LOCAL lock_timeout = '5s'",
      "SET LOCAL session_replication_role = replica",
      "DELETE FROM pgboss.job",
      `TRUNCATE ${kept.map((table) => `public.${table}`).join(", ")}`,
      ...kept.map((table) => `INSERT INTO public.${table} OVERRIDING SYSTEM VALUE TABLE ${KEPT}.${table}`),
      "COMMIT",
    ];
    for (let tried = 1; ; tried += 1) {
      try {
        for (const step of steps) await client.query(step);
        return;
      } catch (error) {
        await client.query("ROLLBACK");
        const isBusy = error instanceof Error && "code" in error && BUSY.includes(String(error.code));
        if (!isBusy || tried === TRIES) throw error;
      }
    }
  });
}
