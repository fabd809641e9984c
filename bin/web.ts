import { createServer } from "node:http";
import path from "node:path";
import { loadEnv } from "@/lib/env/env";
import { getDatabaseUrl } from "@/lib/postgres/with-database";
import { runAtStop } from "@/lib/process/at-stop";
import { onShutdown } from "@/lib/process/on-shutdown";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

const root = path.resolve(import.meta.dirname, "..");

/** Streams (server-sent events) are ended at once; other requests get this long, then everything is closed. */
const drainMs = 2000;
/** A transcript of gigabytes takes its time on a slow line. Node's own limit for headers stays. */
const requestMs = 2 * 60 * 60 * 1000;

/**
 * One web process: Next's production server. Needs a build (`npm run build` or `npm start`) and a migrated database.
 */
async function main(): Promise<void> {
  const env = loadEnv();
  // Next and React choose their production code by NODE_ENV when they are loaded, so they are loaded after this line.
  Object.assign(process.env, {
    NODE_ENV: "production",
    DATABASE_URL: await getDatabaseUrl(env),
    VIGIL_SECRET: env.secret,
  });
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, port: env.port });
  const handle = app.getRequestHandler();
  await app.prepare();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(`request failed: ${describeFailure(error)}`);
      response.destroy();
    });
  });
  server.requestTimeout = requestMs;
  server.once("error", (error: NodeJS.ErrnoException) => {
    const text = error.code === "EADDRINUSE" ? `port ${env.port} is taken; set PORT to another one` : error.message;
    console.error(`vigil web: ${text}`);
    process.exit(1);
  });
  onShutdown(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    runAtStop();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
    await closed;
    await app.close();
  }, drainMs + 2000);
  server.listen(env.port);
}

main().catch((error: unknown) => {
  console.error(`vigil web: ${describeFailure(error)}`);
  process.exit(error instanceof OperatorError ? error.exitCode : 1);
});
