/** The test model server in a process of its own, so that what is measured does not share its event loop. */
import { spawn } from "node:child_process";
import path from "node:path";
import { findFreePort } from "@/lib/postgres/free-port";

const root = path.resolve(import.meta.dirname, "..");

export type TestModel = {
  /** The base to give as INFERENCE_URL. */
  url: string;
  name: string;
  fail(fault: object): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one that answers so many requests a second at the most, each after `serviceMs`. */
export async function startTestModel({ rate, serviceMs }: { rate: number; serviceMs: number }): Promise<TestModel> {
  const port = await findFreePort();
  const args = ["--import", "tsx", "bench/model-server.ts", "--port", String(port), "--max-queued", "100000"];
  const child = spawn(process.execPath, [...args, "--rate", String(rate), "--service-ms", String(serviceMs)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the test model server ended with ${code}`)));
  });
  const faults = async (method: string, body?: object) => {
    const init = {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    };
    const response = await fetch(`${origin}/__faults`, init);
    if (!response.ok) throw new Error(`the test model server refused a fault: ${await response.text()}`);
  };
  const models = (await (await fetch(`${origin}/v1/models`)).json()) as { data: { id: string }[] };
  return {
    url: `${origin}/v1`,
    name: models.data[0]?.id ?? "",
    fail: (fault) => faults("POST", fault),
    mend: () => faults("DELETE"),
    stop: async () => {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
    },
  };
}
