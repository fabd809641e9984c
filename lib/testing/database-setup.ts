import type { TestProject } from "vitest/node";
import { startTestServer } from "@/lib/testing/test-server";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; url: string };
  }
}

let stop: (() => Promise<void>) | null = null;

/** Vitest's global setup of the `db` project: one server for the run. */
export async function setup(project: TestProject): Promise<void> {
  const server = await startTestServer();
  stop = server.stop;
  project.provide("testServer", { adminUrl: server.adminUrl, url: server.url });
}

/** Ends and removes that server when the run ends. */
export async function teardown(): Promise<void> {
  await stop?.();
}
