import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { composeSecrets, readCompose } from "@/inference/serving/testing/compose-file";
import { parseSettings } from "@/lib/env/env";

const compose = (env: Record<string, string> = {}) => readCompose(["compose.yaml"], env);
const { services } = compose();
const service = (name: string, env: Record<string, string> = {}) => compose(env).service(name);
const hasEgress = (name: string) => compose().hasEgress(name);

describe("compose.yaml: the model server", () => {
  const sglang = service("sglang");

  it.each([
    ["--dtype=bfloat16"],
    ["--model-path=nopenet/nope-edge"],
    ["--served-model-name=nopenet/nope-edge"],
    ["--port=30000"],
    ["--host=0.0.0.0"],
  ])("is started with %s", (argument) => expect(sglang.command).toContain(argument));

  it("never writes conversations to a log, a dump or a trace, and never cuts a long one silently", () => {
    const all = [...sglang.entrypoint, ...sglang.command].join(" ");
    expect(all).not.toMatch(
      /--log-requests|--crash-dump|--enable-trace|--export-metrics-to-file|--allow-auto-truncate/,
    );
  });

  it("has one GPU, the same that the preflight looks at", () => {
    for (const name of ["sglang", "preflight"]) {
      const devices = service(name, { SGLANG_GPU: "3" }).deploy?.resources.reservations.devices;
      expect(devices).toEqual([{ driver: "nvidia", device_ids: ["3"], capabilities: ["gpu"] }]);
    }
    expect(sglang.depends_on.preflight?.condition).toBe("service_completed_successfully");
  });

  it("gives its health check more than the 20 s it may take, and a cold start minutes", () => {
    expect(sglang.healthcheck?.test.join(" ")).toContain("http://127.0.0.1:30000/health");
    expect(Number.parseInt(sglang.healthcheck?.timeout ?? "", 10)).toBeGreaterThanOrEqual(20);
    expect(sglang.healthcheck?.start_period).toMatch(/^\d{2}m$/);
  });

  it("cannot reach anything outside, and reads the weights from a volume, offline", () => {
    expect(hasEgress("sglang")).toBe(false);
    expect(sglang.environment).toMatchObject({ HF_HUB_OFFLINE: "1", HF_HUB_CACHE: "/weights/hub" });
    expect(sglang.volumes).toContain("weights:/weights:ro");
    expect(sglang.environment).not.toHaveProperty("HF_TOKEN");
  });

  it("gets its weights from a one-off service, the only one that is given the token", () => {
    const weights = service("weights", { HF_TOKEN: "hf_x" });
    expect(weights.profiles).toEqual(["weights"]);
    expect(weights.restart).toBe("no");
    expect(hasEgress("weights")).toBe(true);
    expect(weights.volumes).toContain("weights:/weights");
    expect(weights.environment).toMatchObject({ HF_TOKEN: "hf_x", HF_HUB_CACHE: "/weights/hub" });
    const holders = Object.keys(services).filter((name) => "HF_TOKEN" in service(name).environment);
    expect(holders).toEqual(["weights"]);
  });

  it.each([
    ["no key at all when none is set", {}, ["--dtype=bfloat16"]],
    ["a key with a space as one word", { SGLANG_API_KEY: "a b" }, ["--dtype=bfloat16", "--api-key", "a b"]],
  ])("starts with %s", (_, env, expected) => {
    const bin = mkdtempSync(path.join(tmpdir(), "entrypoint-"));
    writeFileSync(path.join(bin, "python3"), `#!/bin/sh\nshift 2\nprintf '%s\\n' "$@"\n`);
    chmodSync(path.join(bin, "python3"), 0o755);
    const [shell = "", ...words] = sglang.entrypoint;
    const run = spawnSync(shell, [...words, "--dtype=bfloat16"], {
      env: { NODE_ENV: "test", PATH: bin, ...env },
      encoding: "utf8",
    });
    rmSync(bin, { recursive: true });
    expect(run.stdout.trimEnd().split("\n")).toEqual(expected);
  });

  it("follows INFERENCE_MODEL everywhere, so that mini is one setting", () => {
    const mini = { INFERENCE_MODEL: "nopenet/nope-edge-mini" };
    expect(service("sglang", mini).command).toEqual(
      expect.arrayContaining(["--model-path=nopenet/nope-edge-mini", "--served-model-name=nopenet/nope-edge-mini"]),
    );
    for (const name of ["web", "worker", "weights", "preflight"]) {
      expect(service(name, mini).environment.INFERENCE_MODEL).toBe("nopenet/nope-edge-mini");
    }
  });
});

describe("compose.yaml: the desk", () => {
  it.each(["web", "worker"])("%s knows the model server, the database and its secret", (name) => {
    const settings = parseSettings(service(name, { SGLANG_API_KEY: "k" }).environment);
    expect(settings).toMatchObject({
      inferenceUrls: ["http://sglang:30000/v1"],
      inferenceEngine: "sglang",
      inferenceModel: "nopenet/nope-edge",
      inferenceApiKey: "k",
      databaseUrl: "postgresql://vigil:a-password@postgres:5432/vigil",
      baseUrl: "http://localhost:3000",
      secret: composeSecrets.VIGIL_SECRET,
      port: 3000,
    });
    expect(parseSettings(service(name).environment).inferenceApiKey).toBeNull();
    expect(service(name).networks).toEqual(expect.arrayContaining(["model", "database"]));
    expect(service(name).command).toEqual(["npm", "run", name]);
  });

  it("starts web and worker after the migration, and without waiting for the model", () => {
    expect(service("migrate").command).toEqual(["npm", "run", "db:deploy"]);
    for (const name of ["web", "worker"]) {
      expect(service(name).depends_on.migrate?.condition).toBe("service_completed_successfully");
      expect(service(name).depends_on).not.toHaveProperty("sglang");
    }
  });

  it("publishes web alone, on the loopback address unless the operator says otherwise", () => {
    expect(Object.keys(services).filter((name) => service(name).ports.length > 0)).toEqual(["web"]);
    expect(service("web").ports).toEqual(["127.0.0.1:3000:3000"]);
    expect(service("web", { WEB_BIND: "10.0.0.5", WEB_PORT: "80" }).ports).toEqual(["10.0.0.5:80:3000"]);
  });

  it("lets only web, worker and the download out of the machine", () => {
    expect(new Set(Object.keys(services).filter(hasEgress))).toEqual(new Set(["web", "worker", "weights"]));
  });

  it("keeps PostgreSQL 18 where its image keeps its data", () => {
    expect(service("postgres").image).toMatch(/^postgres:18/);
    expect(service("postgres").volumes).toEqual(["postgres-data:/var/lib/postgresql"]);
  });

  it.each(["VIGIL_SECRET", "POSTGRES_PASSWORD"])("does not start without %s and says so", (name) => {
    expect(() => compose({ [name]: "" })).toThrow(`${name}: set ${name} in .env`);
  });
});
