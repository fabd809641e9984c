// Runs on the host's own Node, before anything is installed: no packages here, and nothing newer than Node 20.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(fileURLToPath(new URL("..", import.meta.url)));
const OLDEST_NODE = 20;

/** Why the installation cannot go on, in words for the person at the keyboard. */
export class InstallError extends Error {}

/** What npm says, and what to do about it. The first match holds. */
const CAUSES = [
  [/ENOSPC/, () => "The disk is full. npm needs about 1.5 GB here; make room and start again."],
  [
    /EACCES|EPERM|EROFS/,
    (root) => `npm may not write to ${root}. Make yourself its owner, or unpack Vigil where you may write.`,
  ],
  [
    /EUSAGE|can only install packages when/,
    () => "package.json and package-lock.json do not belong together. Restore both from the repository.",
  ],
  [/EINTEGRITY/, () => "A package arrived damaged. Run `npm cache clean --force` and start again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|CERT|socket hang up|network/i,
    () =>
      "The npm registry cannot be reached. Check the network, or point npm at a mirror: npm config set registry URL.",
  ],
  [
    /E40[134]|ETARGET/,
    () => "The npm registry refused a package or does not have it. Check `npm config get registry`.",
  ],
];

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
};

/**
 * Whether node_modules holds exactly what package-lock.json asks for, and its Node runs. npm keeps its own list of what
 * it put there, and writes it last: an installation cut short leaves none.
 */
function isInstalled(root) {
  const wanted = readJson(path.join(root, "package-lock.json"))?.packages;
  const present = readJson(path.join(root, "node_modules/.package-lock.json"))?.packages;
  if (wanted === undefined) throw new InstallError(`${root} has no package-lock.json. Restore it from the repository.`);
  if (present === undefined) return false;
  // What is optional may be for another system.
  const complete = Object.entries(wanted).every(([name, { version, integrity, optional, devOptional }]) => {
    const found = present[name];
    if (name === "" || (found === undefined && (optional || devOptional))) return true;
    return found?.version === version && (integrity === undefined || found.integrity === integrity);
  });
  return (
    complete && spawnSync(path.join(root, "node_modules/.bin/node"), ["--version"], { shell: isWindows() }).status === 0
  );
}

const isWindows = () => process.platform === "win32";

/** Packages that would fetch GPU code from elsewhere in their install scripts: Vigil runs them on the processor. */
const NO_DOWNLOADS = { ONNXRUNTIME_NODE_INSTALL: "skip", NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" };

/** Runs npm, showing what it says; resolves with what it wrote to standard error if it failed, else null. */
function runNpm(root, args) {
  // Under `npm start` npm names itself; its node stays when node_modules goes.
  const { npm_execpath: script = "", npm_node_execpath: node = process.execPath } = process.env;
  const isNpm = /npm-cli\.c?js$/.test(script);
  const [command, first] = isNpm ? [node, [script]] : ["npm", []];
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      env: { ...process.env, ...NO_DOWNLOADS },
      stdio: ["ignore", "inherit", "pipe"],
      shell: !isNpm && isWindows(),
    });
    let said = "";
    const started = Date.now();
    const sign = setInterval(() => console.error(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
    child.stderr.on("data", (chunk) => {
      said += chunk;
      process.stderr.write(chunk);
    });
    const end = (result) => {
      clearInterval(sign);
      resolve(result);
    };
    child.on("error", (error) => end(error.code === "ENOENT" ? "no npm" : String(error)));
    child.on("close", (code, signal) =>
      end(code === 0 ? null : `${said}\nnpm ${args.join(" ")} ended with ${signal ?? code}`),
    );
  });
}

async function npm(root, args, doing) {
  const failure = await runNpm(root, args);
  if (failure === null) return;
  if (failure === "no npm")
    throw new InstallError("npm was not found. Install Node.js 24 from https://nodejs.org, which brings npm.");
  const cause = CAUSES.find(([pattern]) => pattern.test(failure));
  throw new InstallError(`${doing} failed. ${cause ? cause[1](root) : `Run \`npm ${args.join(" ")}\` to see why.`}`);
}

async function installPackages(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new InstallError(CAUSES[1][1](root));
  }
  console.error("Installing packages; the first time this takes a minute or two.");
  // NODE_ENV=production would leave out what building needs.
  await npm(root, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], "Installing packages");
  if (!isInstalled(root)) {
    throw new InstallError(
      "The packages are there, but their Node.js does not run. Allow the install script of the package `node`: npm rebuild node.",
    );
  }
}

/**
 * Brings node_modules and the generated database client to what the repository asks for; quick when they are.
 *
 * @param {{ root?: string }} [options] the repository, this one unless told otherwise
 * @returns {Promise<{ installed: boolean }>} whether packages had to be installed
 * @throws {InstallError} with a message that says what to do
 */
export async function ensureInstalled({ root = ROOT } = {}) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE)
    throw new InstallError(`Node.js ${process.versions.node} is too old: install version 24, or at least 20.9.`);
  const installed = !isInstalled(root);
  if (installed) await installPackages(root);
  // It looks for itself whether the client is still the one of this schema, in less than half a second.
  await npm(root, ["run", "--silent", "db:generate"], "Generating the database client");
  return { installed };
}
