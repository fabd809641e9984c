import { PrismaPg } from "@prisma/adapter-pg";
import { PgBoss } from "pg-boss";
import pg from "pg";
import { it } from "vitest";
import { PrismaClient } from "@/lib/db/generated/client";
import { createTestDatabase, testServerAdminUrl } from "@/lib/testing/test-database";
import { withClient } from "@/lib/postgres/connect";

function show(label: string, e: unknown) {
  const chain: unknown[] = [];
  for (let x: any = e; x && chain.length < 5; x = x.cause) chain.push({ ctor: x.constructor?.name, name: x.name, code: x.code, errorCode: x.errorCode, meta: x.meta, kind: x.kind, msg: String(x.message ?? "").slice(0, 300), keys: Object.keys(x), agg: x.errors?.map((y: any) => [y.code, y.message]) , originalCode: x.originalCode});
  console.log(label, JSON.stringify(chain, (_k,v)=> typeof v==='bigint'?String(v):v, 1));
}
const client = (connectionString: string, extra = {}, opt = {}) => new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 2, ...extra }), ...opt });
async function tryIt(label: string, f: () => Promise<unknown>) { try { await f(); console.log(label, "NO ERROR"); } catch (e) { show(label, e); } }

it("explores", async () => {
  const url = await createTestDatabase();
  const admin = testServerAdminUrl();
  const dead = new URL(url); dead.port = "1";
  await tryIt("refused query", () => client(dead.href).user.count());
  await tryIt("refused tx", () => client(dead.href).$transaction((tx) => tx.user.count()));
  await tryIt("refused raw", () => client(dead.href).$queryRaw`select 1`);
  const host = new URL(url); host.hostname = "no-such-host.invalid";
  await tryIt("enotfound", () => client(host.href).user.count());
  const nodb = new URL(url); nodb.pathname = "/nope";
  await tryIt("nodb", () => client(nodb.href).user.count());
  const badpw = new URL(url); badpw.password = "nope";
  await tryIt("badpw", () => client(badpw.href).user.count());
  const kill = () => withClient(admin, (c) => c.query("select pg_terminate_backend(pid) from pg_stat_activity where pid<>pg_backend_pid() and datname=$1", [new URL(url).pathname.slice(1)]));
  const c1 = client(url);
  await tryIt("terminated raw", async () => { const p = c1.$queryRaw`select pg_sleep(3)::text`; p.catch(() => {}); setTimeout(kill, 500); await p; });
  await tryIt("terminated model in tx", async () => { await c1.$transaction(async (tx) => { await tx.user.count(); await kill(); await new Promise((r) => setTimeout(r, 100)); await tx.user.count(); }); });
  await tryIt("terminated commit", async () => { await c1.$transaction(async (tx) => { await tx.user.count(); await kill(); await new Promise((r) => setTimeout(r, 100)); }); });
  await tryIt("idle killed then model", async () => { await c1.user.count(); await kill(); await c1.user.count(); });
  const one = client(url, { max: 1, connectionTimeoutMillis: 300 });
  await tryIt("pool timeout", async () => { const s = one.$queryRaw`select pg_sleep(2)::text`; s.catch(() => {}); s.then(() => {}); await new Promise((r) => setTimeout(r, 200)); try { await one.user.count(); } finally { await s; } });
  const two = client(url, { max: 1 }, { transactionOptions: { maxWait: 300, timeout: 500 } });
  await tryIt("tx maxwait", async () => { const s = two.$queryRaw`select pg_sleep(2)::text`; s.then(() => {}); await new Promise((r) => setTimeout(r, 200)); try { await two.$transaction((tx) => tx.user.count()); } finally { await s; } });
  await tryIt("tx timeout", () => two.$transaction(async (tx) => { await new Promise((r) => setTimeout(r, 900)); await tx.user.count(); }));
  await tryIt("unique", async () => { await c1.user.create({ data: { id: "1", email: "a", name: "Connection" } }); await c1.user.create({ data: { id: "1", email: "a", name: "x" } }); });
  await tryIt("raw syntax", () => c1.$queryRaw`select connection from terminated`);
  await tryIt("boss refused", () => new PgBoss({ connectionString: dead.href, max: 1 }).start());
  await tryIt("pg refused", async () => { const c = new pg.Client({ connectionString: dead.href }); await c.connect(); });
  const c3 = new pg.Client({ connectionString: url }); c3.on("error", () => {}); await c3.connect();
  await tryIt("pg terminated", async () => { const p = c3.query("select pg_sleep(3)"); p.catch(() => {}); setTimeout(kill, 300); await p; });
  await tryIt("pg after", async () => { await c3.query("select 1"); });
  await withClient(admin, (c) => c.query(`alter database ${new URL(url).pathname.slice(1)} connection limit 0`));
  await kill();
  await tryIt("53300 model", () => client(url).user.count());
  await tryIt("53300 tx", () => client(url).$transaction((tx) => tx.user.count()));
  await withClient(admin, (c) => c.query(`alter database ${new URL(url).pathname.slice(1)} connection limit -1`));
}, 60000);
