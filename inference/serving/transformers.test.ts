import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const folder = path.join(import.meta.dirname, "transformers");
const python = (...words: string[]) =>
  spawnSync("python3", words, {
    cwd: folder,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    encoding: "utf8",
    timeout: 110_000,
  });

const isThere = python("-c", "import sys; sys.exit(sys.version_info < (3, 10))").status === 0;

describe("the transformers server", () => {
  // The part with a model runs only where torch is installed, and says so when it does not.
  it.skipIf(!isThere)("passes its own tests (skipped: there is no Python 3.10 or newer)", { timeout: 120_000 }, () => {
    const run = python("-m", "unittest");
    expect(run.stderr).toMatch(/^Ran (1[5-9]|[2-9]\d) tests/m);
    expect(run.stderr).toMatch(/^OK/m);
    expect(run.status).toBe(0);
  });
});
