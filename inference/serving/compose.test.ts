import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseSettings } from "@/lib/env/env";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), "utf8");
const text = read("compose.yaml");
const written: unknown = parse(text, { merge: true });

/** Fills in ${NAME:-default} and ${NAME:?message} as Compose does, in strings at any depth; `$$` stays one `$`. */
function fill(node: unknown, env: Record<string, string>): unknown {
  if (Array.isArray(node)) return node.map((each) => fill(each, env));
  if (node !== null && typeof node === "object") {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, env)]));
  }
  if (typeof node !== "string") return node;
  return node.replace(/\$\$|\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g, (whole, name: string, kind: string, rest: string) => {
    if (whole === "$$") return "$";
    const value = env[name] || (kind === ":-" ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
}

const serviceSchema = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  restart: z.string(),
  security_opt: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .looseObject({ test: z.array(z.string()), timeout: z.string(), start_period: z.string(), retries: z.number() })
    .optional(),
  deploy: z
    .object({
      resources: z.object({
        reservations: z.object({
          devices: z.array(
            z.object({ driver: z.string(), device_ids: z.array(z.string()), capabilities: z.array(z.string()) }),
          ),
        }),
      }),
    })
    .optional(),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.object({})),
});

const secrets = { POSTGRES_PASSWORD: "a-password", VIGIL_SECRET: "a-secret-of-32-characters-or-more" };
const compose = (env: Record<string, string> = {}) => composeSchema.parse(fill(written, { ...secrets, ...env }));
const { services, networks, volumes } = compose();

function service(name: string, env: Record<string, string> = {}) {
  const found = compose(env).services[name];
  if (found === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return found;
}

/** Whether a container of this service can reach anything outside the machine. */
const hasEgress = (name: string) => {
  const { network_mode: mode, networks: joined } = service(name);
  if (mode !== undefined) return mode !== "none";
  return joined.length === 0 || joined.some((each) => networks[each]?.internal !== true);
};

const require = createRequire(import.meta.url);

/** The schema of the Compose Specification, as the development dependency dclint ships it. */
function specification() {
  const folder = path.dirname(require.resolve("dclint/package.json"));
  const schema: Record<string, unknown> = JSON.parse(
    readFileSync(path.join(folder, "schemas/compose.schema.json"), "utf8"),
  );
  // Draft 07 under an https address that ajv does not know by name.
  expect(schema.$schema).toBe("https://json-schema.org/draft-07/schema");
  const { $schema: _, ...rest } = schema;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(rest);
}

describe("compose.yaml against the Compose Specification", () => {
  it("is valid", () => {
    const validate = specification();
    validate(written);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("would not be valid with a misspelt key or a number where text belongs", () => {
    const validate = specification();
    expect(validate({ services: { sglang: { image: "a:1", helthcheck: {} } } })).toBe(false);
    expect(validate({ services: { sglang: { image: "a:1", healthcheck: { test: [1] } } } })).toBe(false);
  });
});

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
      secret: secrets.VIGIL_SECRET,
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

describe("compose.yaml: every service", () => {
  it.each(Object.keys(services))("%s is pinned, cannot gain privileges and says when it restarts", (name) => {
    const { image, security_opt: security, restart } = service(name);
    expect(image).toMatch(/^[\w./-]+:[\w.-]+$/);
    expect(image).not.toMatch(/:latest/);
    expect(security).toContain("no-new-privileges:true");
    expect(["no", "unless-stopped"]).toContain(restart);
  });

  it("waits only for services that exist, and for health only where there is a health check", () => {
    for (const name of Object.keys(services)) {
      for (const [needed, { condition }] of Object.entries(service(name).depends_on)) {
        if (condition === "service_healthy") expect(service(needed).healthcheck).toBeDefined();
        else expect(service(needed).restart).toBe("no");
      }
    }
  });

  it("names only networks, volumes and files that exist", () => {
    for (const name of Object.keys(services)) {
      for (const joined of service(name).networks) expect(Object.keys(networks)).toContain(joined);
      for (const mounted of service(name).volumes) {
        const source = mounted.split(":")[0] ?? "";
        if (source.startsWith(".")) expect(existsSync(path.join(import.meta.dirname, source))).toBe(true);
        else expect(Object.keys(volumes)).toContain(source);
      }
    }
  });

  it("uses only variables that env.example explains with the same default, and explains no other", () => {
    const used = new Map<string, string>();
    const settings = text.replace(/^\s*#.*$/gm, "").replaceAll("$$", "");
    for (const [, name = "", value = ""] of settings.matchAll(/\$\{(\w+)(?::-([^}]*))?/g)) used.set(name, value);
    const explained = new Map<string, string>();
    for (const [, name = "", value = ""] of read("env.example").matchAll(/^#?([A-Z][A-Z_]+)=(.*)$/gm))
      explained.set(name, value);
    expect([...explained].sort()).toEqual([...used].sort());
  });
});
