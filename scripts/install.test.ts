import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withTree } from "./temporary-tree";

type Done = { installed: boolean };
const { ensureInstalled }: { ensureInstalled: (options: { root: string }) => Promise<Done> } = await import(
  new URL("./install.mjs", import.meta.url).href
);

const lock = (version: string) =>
  JSON.stringify({
    packages: {
      "": { name: "vigil" },
      "node_modules/node": { version, integrity: "a" },
      "node_modules/for-another-system": { version: "1.0.0", integrity: "b", optional: true },
    },
  });

const present = (version: string) => JSON.stringify({ packages: { "node_modules/node": { version, integrity: "a" } } });

const NODE = "#!/bin/sh\necho v24.0.0\n";

/** An npm that writes down what it was asked, and puts in place what npm would. */
const WORKING_NPM = `
const fs = require("node:fs");
fs.appendFileSync("asked.txt", process.argv.slice(2).join(" ") + "\\n");
if (process.argv[2] === "ci") {
  fs.mkdirSync("node_modules/.bin", { recursive: true });
  fs.writeFileSync("node_modules/.bin/node", ${JSON.stringify(NODE)}, { mode: 0o755 });
  fs.writeFileSync("node_modules/.package-lock.json", ${JSON.stringify(present("24.0.0"))});
}
`;

const failingNpm = (message: string) => `process.stderr.write(${JSON.stringify(message)}); process.exit(1);`;

const BARE = { "package-lock.json": lock("24.0.0"), "prisma/schema.prisma": "model A {}", "npm-cli.cjs": WORKING_NPM };
const INSTALLED = {
  ...BARE,
  "node_modules/.package-lock.json": present("24.0.0"),
  "node_modules/.bin/node": NODE,
};

/** Runs it in a tree of its own with that tree's npm, as often as asked, and tells what npm was asked to do. */
function ensureIn(files: Record<string, string>, times = 1): Promise<{ results: Done[]; asked: string[] }> {
  return withTree(files, async (root) => {
    vi.stubEnv("npm_execpath", path.join(root, "npm-cli.cjs"));
    vi.stubEnv("npm_node_execpath", process.execPath);
    const node = path.join(root, "node_modules/.bin/node");
    if (existsSync(node)) chmodSync(node, 0o755);
    const results: Done[] = [];
    for (let i = 0; i < times; i++) results.push(await ensureInstalled({ root }));
    const log = path.join(root, "asked.txt");
    return { results, asked: existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [] };
  });
}

const CI = "ci --include=dev --no-audit --no-fund --loglevel=error";
const GENERATE = "run --silent db:generate";

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("installing what is missing", () => {
  it("installs on a bare tree and not the second time, and brings the database client up to date both times", async () => {
    const { results, asked } = await ensureIn(BARE, 2);
    expect(results).toEqual([{ installed: true }, { installed: false }]);
    expect(asked).toEqual([CI, GENERATE, GENERATE]);
  });

  it("takes over what a plain npm ci has installed, with nothing for other systems", async () => {
    expect((await ensureIn(INSTALLED)).asked).toEqual([GENERATE]);
  });

  it.each([
    ["another version is installed", { "node_modules/.package-lock.json": present("22.0.0") }],
    ["an installation was cut short", { "node_modules/.package-lock.json": "{" }],
    ["the installed Node does not run", { "node_modules/.bin/node": "#!/bin/sh\nexit 1\n" }],
  ])("installs again when %s", async (_title, broken) => {
    expect((await ensureIn({ ...INSTALLED, ...broken })).asked).toEqual([CI, GENERATE]);
  });

  it.each([
    ["npm error code ENOTFOUND\nnpm error request to https://registry.npmjs.org failed", /registry cannot be reached/],
    ["npm error code EAI_AGAIN", /registry cannot be reached/],
    ["npm error code ENOSPC\nnpm error ENOSPC: no space left on device", /disk is full/],
    ["npm error code EACCES\nnpm error path /x/node_modules", /may not write to/],
    ["npm error code EUSAGE", /do not belong together/],
    ["npm error code E404", /refused a package/],
    ["npm error something new", /Run `npm ci .*` to see why/],
  ])("says what to do when npm says %s", async (message, advice) => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await expect(ensureIn({ ...BARE, "npm-cli.cjs": failingNpm(message) })).rejects.toThrow(advice);
  });

  it("says how to get npm where there is none", async () => {
    const attempt = withTree(BARE, (root) => {
      vi.stubEnv("npm_execpath", "");
      vi.stubEnv("PATH", root);
      return ensureInstalled({ root });
    });
    await expect(attempt).rejects.toThrow(/npm was not found/);
  });
});
