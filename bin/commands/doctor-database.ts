import type pg from "pg";
import { z } from "zod";
import { createKeyring } from "@/lib/crypto/keyring";
import type { Env } from "@/lib/env/env";
import { readMigrationStatus } from "@/lib/migrations/migration-status";
import { withClient } from "@/lib/postgres/connect";

export type Finding = { check: string; ok: boolean; detail: string };

/** Clocks further apart than this, in milliseconds, make due times on screen wrong. */
const LARGEST_SKEW_MS = 2_000;
const START = "npm start, or npm run db:deploy, applies what is missing";

async function checkMigrations(url: string): Promise<Finding> {
  const status = await readMigrationStatus(url);
  const details = {
    current: () => "the database is up to date",
    behind: (names: string[]) => `missing ${names.join(", ")}; ${START}`,
    failed: (names: string[]) => `interrupted: ${names.join(", ")}; ${START}`,
    newer: (names: string[]) => `made by a newer Vigil (${names.join(", ")}); run that one`,
  };
  const names =
    "missing" in status
      ? status.missing
      : "failed" in status
        ? status.failed
        : "unknown" in status
          ? status.unknown
          : [];
  return { check: "migrations", ok: status.state === "current", detail: details[status.state](names) };
}

async function isThere(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [table]);
  return z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there === true;
}

async function checkSecret(client: pg.Client, secret: string): Promise<Finding> {
  const boxes = (await isThere(client, "installation"))
    ? (await client.query("SELECT secret_check FROM installation")).rows
    : [];
  const [row] = z.array(z.object({ secret_check: z.instanceof(Uint8Array) })).parse(boxes);
  if (!row)
    return { check: "secret", ok: true, detail: "nothing is sealed yet; the first start ties the database to it" };
  const ok = createKeyring(secret).opensCheck(row.secret_check);
  const detail = ok ? "VIGIL_SECRET opens what is stored" : "VIGIL_SECRET is not the one this database was made with";
  return { check: "secret", ok, detail };
}

async function checkKeys(client: pg.Client, known: readonly number[]): Promise<Finding> {
  const detail = "nothing is sealed yet";
  if (!(await isThere(client, "data_key"))) return { check: "keys", ok: true, detail };
  const { rows } = await client.query(
    "SELECT kek_version AS version, count(*)::int AS keys FROM data_key WHERE wrapped IS NOT NULL GROUP BY 1 ORDER BY 1",
  );
  const versions = z.array(z.object({ version: z.number().int(), keys: z.number().int() })).parse(rows);
  const ok = versions.every(({ version }) => known.includes(version));
  const said = versions.map(({ version, keys }) => `${keys} data keys under version ${version}`).join(", ");
  const missing = ok ? "" : "; the secret of one of these versions is not known here (VIGIL_WRAPPING_SECRETS)";
  return { check: "keys", ok, detail: `${said || detail}${missing}` };
}

async function checkJobs(client: pg.Client): Promise<Finding> {
  const none = { check: "jobs", ok: false, detail: "there is no job queue: no worker has run on this database yet" };
  if (!(await isThere(client, "pgboss.queue"))) return none;
  const { rows } = await client.query("SELECT name FROM pgboss.queue WHERE name LIKE 'conversation.%' ORDER BY name");
  const names = z.array(z.object({ name: z.string() })).parse(rows);
  if (names.length === 0) return none;
  return { check: "jobs", ok: true, detail: `queues ${names.map(({ name }) => name).join(", ")}` };
}

async function checkClock(client: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query("SELECT clock_timestamp() AS now");
  const middle = (before + Date.now()) / 2;
  const [row] = z.array(z.object({ now: z.date() })).parse(rows);
  const skew = Math.round((row?.now.getTime() ?? Number.NaN) - middle);
  return {
    check: "clock",
    ok: Math.abs(skew) <= LARGEST_SKEW_MS,
    detail: `the database's clock differs by ${skew} ms`,
  };
}

/** What can be said of a database. @throws when it cannot be reached */
export async function checkDatabase(
  url: string,
  { secret, wrappingSecrets }: Pick<Env, "secret" | "wrappingSecrets">,
): Promise<Finding[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query("SELECT current_setting('server_version') AS version");
    const version = z.array(z.object({ version: z.string() })).parse(rows)[0]?.version ?? "unknown";
    return [
      { check: "database", ok: true, detail: `PostgreSQL ${version}` },
      await checkMigrations(url),
      await checkSecret(client, secret),
      await checkKeys(client, createKeyring(secret, wrappingSecrets).kekVersions),
      await checkJobs(client),
      await checkClock(client),
    ];
  });
}
