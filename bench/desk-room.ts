/** A desk to measure: a database of its own, one web process, people who are signed in. */
import { hashPassword } from "better-auth/crypto";
import { startVigilWeb, type WebProcess } from "@/bench/web-process";
import { buildApp } from "@/bin/build-app";
import type { Role } from "@/domain/access/actor";
import { openInstallation } from "@/domain/access/open-installation";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { db, disconnectDb } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { stopJobs } from "@/lib/jobs/boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { findFreePort } from "@/lib/postgres/free-port";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const SECRET = "bench-bench-bench-bench-bench-bench-bench";
const PASSWORD = "a quiet lamp at dusk";

export type BenchPerson = { id: string; cookie: string };
export type DeskRoom = {
  url: string;
  dataDir: string;
  postgresPort: number;
  web: WebProcess;
  /** What its processes are started with. */
  env: Record<string, string>;
  people(count: number, role: Role): Promise<BenchPerson[]>;
  close(): Promise<void>;
};

async function signIn(url: string, email: string, address: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, "x-forwarded-for": address },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Opens one. The caller closes it. */
export async function openDeskRoom(say: (line: string) => void): Promise<DeskRoom> {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { DATABASE_URL: postgres.url, VIGIL_SECRET: SECRET, VIGIL_BASE_URL: url };
  Object.assign(process.env, env);
  await deployMigrations(postgres.url);
  await openInstallation();
  await ensureReadingQueues();
  await buildApp(new URL("..", import.meta.url).pathname, { ...process.env, NODE_ENV: "production" }, say);
  const web = await startVigilWeb(env, port);
  let made = 0;
  return {
    url,
    dataDir,
    postgresPort: postgres.port,
    web,
    env,
    async people(count, role) {
      const password = await hashPassword(PASSWORD);
      const people: BenchPerson[] = [];
      for (let index = 0; index < count; index += 1) {
        made += 1;
        const id = newId();
        const email = `person${made}@bench.test`;
        const account = { id: newId(), accountId: id, providerId: "credential", password };
        await db().user.create({
          data: { id, email, name: `Person ${made}`, roles: [role], accounts: { create: account } },
        });
        people.push({ id, cookie: await signIn(url, email, `203.0.113.${made % 250}`) });
      }
      return people;
    },
    async close() {
      await web.stop();
      await stopJobs(500);
      await disconnectDb();
      await removeThrowaway(dataDir);
    },
  };
}
