import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type PostgresAccount, postgresAccount } from "@/lib/postgres/account";
import { locateBinaries, type PostgresBinaries } from "@/lib/postgres/binaries";
import {
  adminRole,
  type ClusterSettings,
  clusterDirOf,
  createClusterSettings,
  findClusterSettings,
} from "@/lib/postgres/cluster-settings";
import { chooseClusterPath, reachableBinaries } from "@/lib/postgres/placement";
import { repairBinaries } from "@/lib/postgres/repair-binaries";
import { explainStartFailure } from "@/lib/postgres/start-failure";
import { OperatorError } from "@/lib/process/operator-error";

/** A database folder that exists and can be started. */
export interface Cluster {
  dataDir: string;
  clusterDir: string;
  settings: ClusterSettings;
  binaries: PostgresBinaries;
  account: PostgresAccount | null;
}

/** Environment of every PostgreSQL program: nothing of ours (it holds secrets), messages in English. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { NODE_ENV: process.env.NODE_ENV, PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: "C", TZ: "UTC" };
}

function runInitdb(
  cluster: Cluster,
  target: string,
  passwordFile: string,
): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(
    cluster.binaries.initdb,
    [
      `--pgdata=${target}`,
      `--username=${adminRole}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The builtin provider needs nothing of the operating system, so every machine sorts and folds text alike.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--data-checksums",
      "--no-instructions",
    ],
    { ...cluster.account, cwd: path.dirname(target), env: postgresEnvironment(), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  child.on("error", reject);
  child.on("close", (code) => resolve({ code, output }));
  return promise;
}

async function initialise(cluster: Cluster): Promise<void> {
  const parent = path.dirname(cluster.clusterDir);
  const draft = path.join(parent, "postgres.new");
  const passwordFile = path.join(parent, "postgres.password");
  // What an interrupted first start left behind is rubbish: the finished folder only appears by the rename below.
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o711 });
  chmodSync(draft, 0o700);
  writeFileSync(passwordFile, `${cluster.settings.adminPassword}\n`, { mode: 0o600 });
  try {
    if (cluster.account) {
      for (const each of [draft, passwordFile]) chownSync(each, cluster.account.uid, cluster.account.gid);
    }
    const { code, output } = await runInitdb(cluster, draft, passwordFile);
    if (code !== 0) {
      rmSync(draft, { recursive: true, force: true });
      const failure = explainStartFailure(output, parent);
      throw new OperatorError(
        failure.kind === "stop" ? failure.message : `the database could not be made: ${output.trim()}`,
      );
    }
    renameSync(draft, cluster.clusterDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Refuses a folder of another major version in words, before PostgreSQL refuses it in its own. */
function checkVersion(cluster: Cluster): void {
  const file = path.join(cluster.clusterDir, "PG_VERSION");
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new OperatorError(`the database folder ${cluster.clusterDir} cannot be read by this user or is damaged`, 1, {
      cause,
    });
  }
  const found = Number.parseInt(text, 10);
  if (found === cluster.binaries.major) return;
  throw new OperatorError(
    found > cluster.binaries.major
      ? `${cluster.clusterDir} was made by PostgreSQL ${text}, newer than the ${cluster.binaries.major} of this Vigil. Start the newer Vigil that made it`
      : `${cluster.clusterDir} was made by PostgreSQL ${text}; this Vigil brings ${cluster.binaries.major}. Export with the old Vigil and import here`,
  );
}

/** What is known about the database of a data folder without making anything; null when it has none yet. */
export function findCluster(dataDir: string): { clusterDir: string; settings: ClusterSettings } | null {
  const settings = findClusterSettings(dataDir);
  if (!settings) return null;
  return { clusterDir: clusterDirOf(dataDir, settings), settings };
}

/**
 * The database folder of a data folder, made when there is none.
 * @param say receives a line when something takes time or lies elsewhere than expected
 * @throws OperatorError when it cannot be made or used
 */
export async function openCluster(dataDir: string, say: (line: string) => void): Promise<Cluster> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const account = postgresAccount();
  const installed = locateBinaries();
  repairBinaries(installed);
  const binaries = reachableBinaries(installed, account, say);
  const known = findClusterSettings(dataDir);
  const settings = known ?? createClusterSettings(dataDir, chooseClusterPath(dataDir, account));
  const cluster = { dataDir, clusterDir: clusterDirOf(dataDir, settings), settings, binaries, account };
  const marker = path.join(dataDir, "postgres.made");
  if (!existsSync(cluster.clusterDir)) {
    if (existsSync(marker)) {
      throw new OperatorError(
        `the database of ${dataDir} was at ${cluster.clusterDir} and is not there any more. Put it back, or start with another DATA_DIR`,
      );
    }
    if (path.isAbsolute(settings.cluster)) {
      say(`The user "postgres" cannot enter ${dataDir}: the database goes to ${cluster.clusterDir}`);
    }
    await initialise(cluster);
  }
  writeFileSync(marker, "");
  checkVersion(cluster);
  return cluster;
}
