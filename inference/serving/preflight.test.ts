import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const script = path.resolve(import.meta.dirname, "preflight.sh");
let home = "";

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "preflight-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Machine {
  /** What nvidia-smi prints; null when it is not installed. */
  prints: string | null;
  exits?: number;
  env?: Record<string, string>;
}

/** Runs the script with nothing on its PATH but a stand-in for nvidia-smi, so that it cannot lean on other tools. */
function preflight({ prints, exits = 0, env = {} }: Machine) {
  const bin = mkdtempSync(path.join(home, "bin-"));
  if (prints !== null) {
    const fake = path.join(bin, "nvidia-smi");
    const answer = `printf '%s' '${prints.replaceAll("'", `'\\''`)}'`;
    writeFileSync(fake, `#!/bin/sh\nprintf '%s ' "$@" > ${bin}/arguments\n${answer}\nexit ${exits}\n`);
    chmodSync(fake, 0o755);
  }
  const run = spawnSync("/bin/sh", [script], { env: { NODE_ENV: "test", PATH: bin, ...env }, encoding: "utf8" });
  return { code: run.status, said: run.stdout + run.stderr, bin };
}

const a10g = "NVIDIA A10G, 8.6, 23028 MiB\n";
const t4 = "Tesla T4, 7.5, 15360 MiB\n";
const mini = { INFERENCE_MODEL: "nopenet/nope-edge-mini" };

const cases: (Machine & { title: string; code: number; says: string })[] = [
  { title: "takes an A10G", prints: a10g, code: 0, says: "GPU 0 (NVIDIA A10G" },
  { title: "takes an L4, capability 8.9", prints: "NVIDIA L4, 8.9, 23034 MiB\n", code: 0, says: "is fine" },
  {
    title: "takes an A100, capability 8.0",
    prints: "NVIDIA A100-SXM4-40GB, 8.0, 40960 MiB\n",
    code: 0,
    says: "is fine",
  },
  {
    title: "takes an H100, capability 9.0",
    prints: "NVIDIA H100 80GB HBM3, 9.0, 81559 MiB\n",
    code: 0,
    says: "is fine",
  },
  {
    title: "takes two-digit capability 12.0",
    prints: "NVIDIA GeForce RTX 5090, 12.0, 32607 MiB\n",
    code: 0,
    says: "fine",
  },
  { title: "takes a last line without a newline", prints: a10g.trimEnd(), code: 0, says: "is fine" },
  { title: "refuses a T4 with the reason", prints: t4, code: 13, says: "bfloat16 needs compute capability 8.0" },
  { title: "refuses a V100", prints: "Tesla V100-SXM2-16GB, 7.0, 16384 MiB\n", code: 13, says: "8.0 or newer" },
  { title: "refuses mixed GPUs and names the good one", prints: t4 + a10g, code: 13, says: "SGLANG_GPU to one of: 1." },
  { title: "refuses 8 GB for 4B", prints: "NVIDIA GeForce RTX 4060, 8.9, 8188 MiB\n", code: 14, says: "10000 MiB" },
  {
    title: "takes 8 GB for mini",
    prints: "NVIDIA GeForce RTX 4060, 8.9, 8188 MiB\n",
    env: mini,
    code: 0,
    says: "mini",
  },
  {
    title: "refuses 4 GB for mini",
    prints: "NVIDIA RTX A1000, 8.6, 4096 MiB\n",
    env: mini,
    code: 14,
    says: "5000 MiB",
  },
  { title: "names old before small", prints: "Quadro P400, 6.1, 2048 MiB\n", env: mini, code: 13, says: "bfloat16" },
  { title: "refuses no nvidia-smi", prints: null, code: 10, says: "NVIDIA driver" },
  {
    title: "refuses a failing driver",
    prints: "NVIDIA-SMI has failed\n",
    exits: 9,
    code: 11,
    says: "NVIDIA-SMI has failed",
  },
  { title: "refuses an empty answer", prints: "", code: 11, says: "it printed nothing" },
  { title: "refuses no devices", prints: "No devices were found\n", code: 11, says: "found no GPU" },
  { title: "refuses a sentence", prints: "Segmentation fault\n", code: 12, says: "Segmentation fault" },
  { title: "refuses two fields", prints: "NVIDIA A10G, 8.6\n", code: 12, says: "not understood" },
  { title: "refuses a capability in words", prints: "NVIDIA A10G, [N/A], 23028 MiB\n", code: 12, says: "[N/A]" },
  { title: "refuses a capability without a point", prints: "NVIDIA A10G, 86, 23028 MiB\n", code: 12, says: "86" },
  { title: "refuses memory in another unit", prints: "NVIDIA A10G, 8.6, 23 GiB\n", code: 12, says: "23 GiB" },
  { title: "refuses one bad line among good", prints: `${a10g}?\n`, code: 12, says: "not understood: ?" },
  {
    title: "refuses unreadable memory",
    prints: "NVIDIA GB10, 12.1, [N/A]\n",
    code: 12,
    says: "PREFLIGHT_MIN_MEMORY_MIB=0",
  },
  {
    title: "takes unreadable memory when the operator vouches for it",
    prints: "NVIDIA GB10, 12.1, [N/A]\n",
    env: { PREFLIGHT_MIN_MEMORY_MIB: "0" },
    code: 0,
    says: "is fine",
  },
  { title: "still refuses a T4 then", prints: t4, env: { PREFLIGHT_MIN_MEMORY_MIB: "0" }, code: 13, says: "bfloat16" },
  { title: "refuses a limit in words", prints: a10g, env: { PREFLIGHT_MIN_MEMORY_MIB: "8G" }, code: 2, says: "8G" },
  {
    title: "refuses a model without an owner",
    prints: a10g,
    env: { INFERENCE_MODEL: "x" },
    code: 2,
    says: "OWNER/NAME",
  },
  {
    title: "passes a driver's warning on and still reads the GPU",
    prints: `${a10g}WARNING: infoROM is corrupted at gpu 0000:00:1E.0\n`,
    code: 0,
    says: "infoROM is corrupted",
  },
];

describe("preflight.sh", () => {
  it.each(cases)("$title", ({ code, says, ...machine }) => {
    const run = preflight(machine);
    expect(run.said).toContain(says);
    expect(run.code).toBe(code);
  });

  it("refuses without the weights and accepts with them", () => {
    const cache = path.join(home, "hub");
    const env = { HF_HUB_CACHE: cache };
    expect(preflight({ prints: a10g, env })).toMatchObject({
      code: 15,
      said: expect.stringContaining("run --rm weights"),
    });
    const snapshot = path.join(cache, "models--nopenet--nope-edge", "snapshots", "0123abc");
    mkdirSync(snapshot, { recursive: true });
    expect(preflight({ prints: a10g, env }).code).toBe(15);
    writeFileSync(path.join(snapshot, "model-00001-of-00002.safetensors"), "");
    expect(preflight({ prints: a10g, env }).code).toBe(0);
    expect(preflight({ prints: a10g, env: { ...env, ...mini } }).code).toBe(15);
  });

  it("looks at the one GPU that SGLANG_GPU names, and at all of them without it", () => {
    const query = "--query-gpu=name,compute_cap,memory.total --format=csv,noheader ";
    const asked = (run: { bin: string }) =>
      spawnSync("/bin/cat", [path.join(run.bin, "arguments")], { encoding: "utf8" }).stdout;
    expect(asked(preflight({ prints: a10g }))).toBe(query);
    const one = preflight({ prints: a10g, env: { SGLANG_GPU: "GPU-6f1c" } });
    expect(asked(one)).toBe(`-i GPU-6f1c ${query}`);
    expect(one.said).toContain("GPU GPU-6f1c (");
  });

  it("accepts exactly the GPUs with capability 8.0 or newer and room enough", () => {
    const gpu = fc.record({ major: fc.integer({ min: 3, max: 13 }), minor: fc.nat(9), mib: fc.nat(20_000) });
    fc.assert(
      fc.property(gpu, ({ major, minor, mib }) => {
        const expected = major < 8 ? 13 : mib < 10_000 ? 14 : 0;
        expect(preflight({ prints: `GPU of some make, rev 2, ${major}.${minor}, ${mib} MiB\n` }).code).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
