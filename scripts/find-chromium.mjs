import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { npmChromiumPath, unpackNpmChromium } from "./npm-chromium.mjs";

const ROOT = path.resolve(fileURLToPath(new URL("..", import.meta.url)));

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const SYSTEM_FOLDERS = ["/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin"];
const SYSTEM_FILES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const ADVICE =
  "No Chromium was found and none could be installed. Install Chromium or Chrome, or name one in CHROMIUM_PATH, and start again.";

/** Whether this file starts as a Chromium; a stub, or one whose libraries are missing, does not. */
function runs(file) {
  if (!existsSync(file)) return false;
  // On Windows `chrome --version` opens a window instead of answering.
  if (process.platform === "win32") return true;
  const { status, stdout } = spawnSync(file, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /\b(?:Chromium|Chrome|HeadlessChrome)\b/.test(stdout);
}

/** Where Playwright keeps its own Chromium, whether it is there or not. */
function playwrightPath() {
  return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
}

function findInstalled() {
  const folders = [
    ...SYSTEM_FOLDERS,
    ...(process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== ""),
  ];
  const system = folders.flatMap((folder) => SYSTEM_NAMES.map((name) => path.join(folder, name)));
  const candidates = [playwrightPath(), ...new Set(system), ...SYSTEM_FILES, npmChromiumPath(ROOT)];
  return candidates.find(runs) ?? null;
}

/** Runs a command quietly, no longer than `seconds`; resolves with whether it succeeded, having said why not. */
function attempt(command, args, seconds, env = {}) {
  console.error(`Chromium: trying ${path.basename(command)} ${args.join(" ")}`);
  return new Promise((resolve) => {
    // A group of its own, so that its downloads end with it.
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      env: { ...process.env, ...env },
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    const end = (problem) => {
      clearTimeout(timer);
      if (problem !== null) console.error(`Chromium: that did not work (${problem}). ${said.trim().split("\n")[0]}`);
      resolve(problem === null);
    };
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, seconds * 1000);
    child.on("error", (error) => end(error.code ?? error.message));
    child.on("close", (code, signal) =>
      end(code === 0 ? null : signal === "SIGKILL" ? `longer than ${seconds} s` : `exit ${code}`),
    );
  });
}

const playwrightCli = () => createRequire(import.meta.url).resolve("@playwright/test/cli");

/** Ways to get a Chromium, the one that fits Playwright best first. Each is tried once and bounded in time. */
const INSTALLERS = [
  () =>
    attempt(process.execPath, [playwrightCli(), "install", "--no-shell", "chromium"], 240, {
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000",
    }),
  async () => {
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    if (!(await attempt("apt-get", ["update"], 120, quiet))) return false;
    return attempt("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], 300, quiet);
  },
  async () => {
    if (process.platform !== "linux" || process.arch !== "x64") return false;
    return unpackNpmChromium(ROOT, attempt);
  },
];

/**
 * Finds a Chromium that starts, installing one where there is none.
 *
 * @returns {Promise<string>} the absolute path of its executable
 * @throws {Error} that says what to do, when there is none to be had or CHROMIUM_PATH names something else
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return path.resolve(named);
    throw new Error(`CHROMIUM_PATH is ${named}, which does not start as Chromium or Chrome.`);
  }
  const present = findInstalled();
  if (present !== null) return present;
  for (const install of INSTALLERS) {
    const found = (await install()) ? findInstalled() : null;
    if (found !== null) return found;
  }
  throw new Error(ADVICE);
}
