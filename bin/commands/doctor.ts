import { statfs } from "node:fs/promises";
import { type Run, refusePositionals } from "@/bin/commands/command";
import { checkDatabase, type Finding } from "@/bin/commands/doctor-database";
import { checkModel } from "@/bin/commands/doctor-model";

import { readEnv } from "@/lib/env/env";
import { withDatabase } from "@/lib/postgres/with-database";

const OLDEST_NODE = 24;
const LEAST_FREE_BYTES = 1024 ** 3;

function checkNode(): Finding {
  const version = process.versions.node;
  const ok = Number(version.split(".")[0]) >= OLDEST_NODE;
  return {
    check: "node",
    ok,
    detail: ok ? `Node ${version}` : `Node ${version}; run it through npm, which uses ${OLDEST_NODE}`,
  };
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free in ${dataDir}`;
  return { check: "disk", ok: free >= LEAST_FREE_BYTES, detail };
}

/** A check that cannot even be made is a finding, so that the others are still told. */
async function settle(check: string, run: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [{ check, ok: false, detail: error instanceof Error ? error.message : String(error) }];
  }
}

/** `doctor`: exit code 1 when any check fails. Changes nothing: migrations that are missing are told and not applied. */
export const doctor: Run = async (given, output) => {
  refusePositionals(given);
  const env = readEnv(process.env);
  const findings = [
    checkNode(),
    ...(await settle("database", () => withDatabase(env, (url) => checkDatabase(url, env)))),
    ...(await settle("model", () => checkModel(env))),
    ...(await settle("disk", async () => [await checkDisk(env.dataDir)])),
  ];
  const lines = findings.map(({ check, ok, detail }) => `${ok ? "ok     " : "PROBLEM"} ${check}: ${detail}`);
  await output.result(findings, lines);
  return findings.every(({ ok }) => ok) ? 0 : 1;
};
