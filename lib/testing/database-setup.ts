import type { TestProject } from "vitest/node";
import { startTestServer } from "@/lib/testing/test-server";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; url: string };
  }
}

/** Vitest's global setup of the `db` project: one server for the run, ended when the run ends. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, url, stop } = await startTestServer();
  project.provide("testServer", { adminUrl, url });
  return stop;
}
