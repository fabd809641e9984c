import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PrismaClient } from "@/lib/db/generated/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { toProblem } from "@/lib/http/problem";
import { withClient } from "@/lib/postgres/connect";
import { createTestDatabase, testServerAdminUrl } from "@/lib/testing/test-database";

/** Real errors of a real server: the libraries word them as they like, and change the wording. */
let url: string;
let nowhere: string;
let unknownHost: string;
const opened: PrismaClient[] = [];

beforeAll(async () => {
  url = await createTestDatabase();
  const changed = (change: Partial<URL>) => Object.assign(new URL(url), change).href;
  nowhere = changed({ port: "1" });
  unknownHost = changed({ hostname: "no-such-host.invalid" });
});
afterAll(() => Promise.all(opened.map((client) => client.$disconnect())));

function connect(
  connectionString: string,
  pool: Partial<pg.PoolConfig> = {},
  waits: { maxWait?: number; timeout?: number } = {},
) {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: 2, ...pool }),
    transactionOptions: waits,
  });
  opened.push(client);
  return client;
}

const name = () => new URL(url).pathname.slice(1);
const asAdmin = (sql: string) => withClient(testServerAdminUrl(), (client) => client.query(sql));
const othersHere = () => `FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = '${name()}'`;
const endConnections = () => asAdmin(`SELECT pg_terminate_backend(pid) ${othersHere()}`);
const isSleeping = async () =>
  (await asAdmin(`SELECT 1 ${othersHere()} AND state = 'active' AND query LIKE '%pg_sleep%'`)).rowCount === 1;
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => expect.unreachable("this was meant to fail"),
    (error: unknown) => error,
  );
}

/** Runs something that sleeps, and ends its connection once it is under way. */
async function cutOff(work: () => Promise<unknown>): Promise<unknown> {
  const running = work();
  running.catch(() => undefined);
  await expect.poll(isSleeping).toBe(true);
  await endConnections();
  return running;
}

/** Keeps the one connection of a pool busy, and meanwhile asks for another. */
async function whileBusy(client: PrismaClient, work: () => Promise<unknown>): Promise<unknown> {
  const busy = client.$queryRaw`SELECT pg_sleep(1.5)::text`.then(() => undefined);
  await wait(200);
  return work().finally(() => busy);
}

describe("a database that is away", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["nobody listens: a query", () => connect(nowhere).user.count()],
    ["nobody listens: a raw query", () => connect(nowhere).$queryRaw`SELECT 1`],
    ["nobody listens: a transaction", () => connect(nowhere).$transaction((tx) => tx.user.count())],
    ["nobody listens: the job queue", () => new PgBoss({ connectionString: nowhere, max: 1 }).start()],
    ["nobody listens: pg itself", () => new pg.Client({ connectionString: nowhere }).connect()],
    ["the host has no address", () => connect(unknownHost).user.count()],
    ["the connection ends during a query", () => cutOff(() => connect(url).$queryRaw`SELECT pg_sleep(60)::text`)],
    [
      "the connection ends inside a transaction",
      () =>
        connect(url).$transaction(async (tx) => {
          await tx.user.count();
          await endConnections();
          await wait(100);
          await tx.user.count();
        }),
    ],
    [
      "the connection ends before the commit",
      () =>
        connect(url).$transaction(async (tx) => {
          await tx.user.count();
          await endConnections();
          await wait(100);
        }),
    ],
    [
      "no connection is free in time: a query",
      () => {
        const client = connect(url, { max: 1, connectionTimeoutMillis: 300 });
        return whileBusy(client, () => client.user.count());
      },
    ],
    [
      "no connection is free in time: a transaction",
      () => {
        const client = connect(url, { max: 1 }, { maxWait: 300 });
        return whileBusy(client, () => client.$transaction((tx) => tx.user.count()));
      },
    ],
    [
      "pg's own connection was lost before",
      async () => {
        const client = new pg.Client({ connectionString: url });
        client.on("error", () => undefined);
        await client.connect();
        await endConnections();
        await wait(100);
        await client.query("SELECT 1");
      },
    ],
  ])("is a 503 to be tried again when %s", async (_, work) => {
    const error = await failureOf(work);
    expect(isDatabaseAway(error)).toBe(true);
    const response = toProblem(error);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: "UNAVAILABLE" });
    expect(text).not.toMatch(/127\.0\.0\.1|invalid|5432|prisma|pg_/i);
  });

  it("is a 503 when the server takes no more connections", async () => {
    await asAdmin(`ALTER DATABASE ${name()} CONNECTION LIMIT 0`);
    await endConnections();
    const errors = [
      await failureOf(() => connect(url).user.count()),
      await failureOf(() => connect(url).$queryRaw`SELECT 1`),
    ];
    await asAdmin(`ALTER DATABASE ${name()} CONNECTION LIMIT -1`);
    expect(errors.map(isDatabaseAway)).toEqual([true, true]);
  });

  it("is noticed behind another error that names it as its cause", async () => {
    const cause = await failureOf(() => connect(nowhere).user.count());
    expect(isDatabaseAway(new Error("reading the user failed", { cause }))).toBe(true);
  });
});

describe("a database that is there and refuses", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "a value twice, in a field with the word Connection",
      () => {
        const data = { id: "1", email: "Connection terminated", name: "ECONNREFUSED P1001 57P01" };
        return connect(url).user.createMany({ data: [data, data] });
      },
    ],
    ["a table that is not there", () => connect(url).$queryRaw`SELECT connection FROM terminated`],
    ["a raw value", () => connect(url).$queryRaw`SELECT ${"Connection terminated"}::text::int`],
    ["a row that is not there", () => connect(url).user.findUniqueOrThrow({ where: { id: "ECONNREFUSED" } })],
    ["a wrong password", () => connect(Object.assign(new URL(url), { password: "wrong" }).href).user.count()],
    ["a wrong name", () => connect(Object.assign(new URL(url), { pathname: "/nothing" }).href).user.count()],
  ])("is no reason to try again: %s", async (_, work) => {
    const error = await failureOf(work);
    expect(isDatabaseAway(error)).toBe(false);
    expect(toProblem(error).status).toBe(500);
  });

  it.each([
    new Error("Connection reset by the terminated peer"),
    new TypeError("fetch failed: Connection"),
    "ECONNREFUSED",
    null,
    undefined,
  ])("is not suspected behind %s", (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  it("is not searched for in an endless chain of causes", () => {
    const error = new Error("round");
    error.cause = error;
    expect(isDatabaseAway(error)).toBe(false);
  });
});
