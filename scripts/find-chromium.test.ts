import { chmodSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withTree } from "./temporary-tree";

const { ensureChromium }: { ensureChromium: () => Promise<string> } = await import(
  new URL("./find-chromium.mjs", import.meta.url).href
);

/** Points CHROMIUM_PATH at a program that answers `--version` with these words. */
function ensureNamed(answer: string): Promise<string> {
  return withTree({ browser: `#!/bin/sh\necho "${answer}"\n` }, async (root) => {
    const file = path.join(root, "browser");
    chmodSync(file, 0o755);
    vi.stubEnv("CHROMIUM_PATH", file);
    return path.relative(root, await ensureChromium());
  });
}

afterEach(() => vi.unstubAllEnvs());

describe("the browser for the end-to-end tests", () => {
  it.each(["Chromium 156.0.1 built on Debian", "Google Chrome 160.0.1"])(
    "is the one named, if it is %s",
    async (answer) => {
      expect(await ensureNamed(answer)).toBe("browser");
    },
  );

  it("is never quietly another one than the one named", async () => {
    await expect(ensureNamed("Mozilla Firefox 150.0")).rejects.toThrow(/which does not start as Chromium/);
    vi.stubEnv("CHROMIUM_PATH", "/nowhere/chromium");
    await expect(ensureChromium()).rejects.toThrow("CHROMIUM_PATH is /nowhere/chromium");
  });
});
