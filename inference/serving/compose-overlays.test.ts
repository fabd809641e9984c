import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parseComposeFile, readCompose, readServingFile } from "@/inference/serving/testing/compose-file";
import { parseSettings } from "@/lib/env/env";

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => /(^|\.)compose\.yaml$/.test(file));
const overlay = (...names: string[]) => ["compose.yaml", ...names.map((name) => `${name}.compose.yaml`)];
/** Every way in which docs/serving.md puts the files together. */
const combinations = {
  sglang: overlay(),
  vllm: overlay("vllm"),
  ollama: overlay("ollama"),
  transformers: overlay("transformers"),
  replicas: overlay("replicas"),
  gateway: overlay("replicas", "gateway"),
};
type Name = keyof typeof combinations;
const named = Object.keys(combinations) as Name[];
const compose = (name: Name, env: Record<string, string> = {}) =>
  readCompose(combinations[name], { SGLANG_API_KEY: "a-key", ...env });

const require = createRequire(import.meta.url);

/** The schema of the Compose Specification, as the development dependency dclint ships it. */
function specification() {
  const schema: Record<string, unknown> = JSON.parse(
    readFileSync(
      path.join(path.dirname(require.resolve("dclint/package.json")), "schemas/compose.schema.json"),
      "utf8",
    ),
  );
  // Draft 07 under an https address that ajv does not know by name.
  expect(schema.$schema).toBe("https://json-schema.org/draft-07/schema");
  const { $schema: _, ...rest } = schema;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(rest);
}

describe("the compose files against the Compose Specification", () => {
  it.each(files)("%s is valid", (file) => {
    const validate = specification();
    validate(JSON.parse(JSON.stringify(parseComposeFile(file))));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("would not be valid with a misspelt key or a number where text belongs", () => {
    const validate = specification();
    expect(validate({ services: { sglang: { image: "a:1", helthcheck: {} } } })).toBe(false);
    expect(validate({ services: { sglang: { image: "a:1", healthcheck: { test: [1] } } } })).toBe(false);
  });

  it("are all part of a combination that is tested, and each is named in docs/serving.md", () => {
    expect([...new Set(Object.values(combinations).flat())].sort()).toEqual([...files].sort());
    const page = readFileSync(path.join(folder, "../../docs/serving.md"), "utf8");
    for (const file of files) expect(page).toContain(file);
  });
});

describe.each(named)("every service with %s", (name) => {
  const composition = compose(name);
  const { services, networks, volumes } = composition;
  const names = Object.keys(services);

  it("is pinned, cannot gain privileges, says when it restarts and keeps its log small", () => {
    for (const each of names) {
      const { image, security_opt: security, restart } = composition.service(each);
      expect(image).toMatch(/^[\w./-]+:[\w.-]+$/);
      expect(image).not.toMatch(/:latest/);
      expect(security).toContain("no-new-privileges:true");
      expect(["no", "unless-stopped"]).toContain(restart);
      expect(services[each]).toMatchObject({ logging: { options: { "max-size": "10m" } } });
    }
  });

  it("waits only for services that exist, and for health only where there is a health check", () => {
    for (const each of names) {
      for (const [needed, { condition }] of Object.entries(services[each]?.depends_on ?? {})) {
        if (condition === "service_healthy") expect(services[needed]?.healthcheck).toBeDefined();
        else expect(services[needed]?.restart).toBe("no");
      }
    }
  });

  it("names only networks, volumes and files that exist", () => {
    for (const each of names) {
      for (const joined of services[each]?.networks ?? []) expect(Object.keys(networks)).toContain(joined);
      for (const mounted of services[each]?.volumes ?? []) {
        const source = mounted.split(":")[0] ?? "";
        if (source.endsWith(".gguf")) expect(source).toBe("./models/nope-edge-mini-q8_0.gguf");
        else if (source.startsWith(".")) expect(existsSync(path.join(folder, source))).toBe(true);
        else expect(Object.keys(volumes)).toContain(source);
      }
    }
  });

  it("stays in the machine, but for web, worker and the download, and only web has a port", () => {
    expect(new Set(names.filter((each) => composition.hasEgress(each)))).toEqual(new Set(["web", "worker", "weights"]));
    expect(names.filter((each) => (services[each]?.ports.length ?? 0) > 0)).toEqual(["web"]);
  });

  it("starts one kind of model server, which web and worker are told of", () => {
    const running = names.filter((each) => services[each]?.profiles.length === 0);
    const settings = parseSettings(services.worker?.environment ?? {});
    expect(parseSettings(services.web?.environment ?? {})).toEqual(settings);
    for (const url of settings.inferenceUrls) expect(running).toContain(new URL(url).hostname);
    const kinds = ["sglang", "vllm", "ollama", "transformers"].filter((each) => running.includes(each));
    expect(kinds).toEqual([settings.inferenceEngine]);
    expect(settings.inferenceApiKey).toBe("a-key");
  });

  it("never writes conversations to a log, a dump or a trace, and never cuts a long one silently", () => {
    for (const each of names) {
      const { entrypoint = [], command = [], environment = {} } = services[each] ?? {};
      expect([...entrypoint, ...command].join(" ")).not.toMatch(
        /--log-requests|--enable-log|--log-dir|--crash-dump|--enable-trace|--export-metrics-to-file|auto-truncate|truncate-prompt/,
      );
      expect(Object.keys(environment).join(" ")).not.toMatch(/DEBUG|LOGGING_LEVEL|LOG_LEVEL/);
    }
  });

  it("gives the token of the hub to the download alone, and reads the weights offline", () => {
    const { services: given } = compose(name, { HF_TOKEN: "hf_x" });
    expect(Object.keys(given).filter((each) => given[each]?.environment.HF_TOKEN)).toEqual(["weights"]);
    for (const each of names.filter((one) => services[one]?.volumes.includes("weights:/weights:ro"))) {
      expect(services[each]?.environment.HF_HUB_CACHE).toBe("/weights/hub");
    }
  });
});

describe("vllm.compose.yaml", () => {
  const { command, environment, deploy, depends_on: needs } = compose("vllm", { SGLANG_GPU: "2" }).service("vllm");

  it("serves in bfloat16 with 2,048 tokens, its own defaults and priorities", () => {
    expect(command[0]).toBe("nopenet/nope-edge");
    expect(command).toEqual(
      expect.arrayContaining([
        "--dtype=bfloat16",
        "--max-model-len=2048",
        "--generation-config=vllm",
        "--scheduling-policy=priority",
      ]),
    );
    expect(environment).toMatchObject({ VLLM_API_KEY: "a-key", VLLM_NO_USAGE_STATS: "1", HF_HUB_OFFLINE: "1" });
  });

  it("looks at its GPU first, and pulls no image of SGLang", () => {
    expect(deploy?.resources.reservations.devices[0]?.device_ids).toEqual(["2"]);
    expect(needs.preflight?.condition).toBe("service_completed_successfully");
    const { services } = compose("vllm");
    const images = Object.values(services).filter(({ profiles }) => !profiles.includes("sglang"));
    expect(images.filter(({ image }) => image.includes("sglang"))).toEqual([]);
  });
});

describe("ollama.compose.yaml", () => {
  const modelfile = readServingFile("ollama/Modelfile");

  it("takes everything that Vigil cannot send from the Modelfile, so that nothing is cut or penalised", () => {
    const set = Object.fromEntries([...modelfile.matchAll(/^PARAMETER (\w+) (.+)$/gm)].map((each) => each.slice(1, 3)));
    expect(Number(set.num_ctx)).toBeGreaterThanOrEqual(2048);
    expect(set).toMatchObject({ temperature: "0", top_p: "1", top_k: "0", repeat_penalty: "1", num_predict: "300" });
    expect(modelfile).toContain("FROM /model.gguf");
  });

  it("checks the file before it is used, where a checksum is given", () => {
    const { command, volumes } = compose("ollama", { OLLAMA_GGUF: "/srv/a.gguf" }).service("ollama-model");
    expect(command.join()).toContain("sha256sum --check");
    expect(volumes).toContain("/srv/a.gguf:/model.gguf:ro");
  });

  it("needs no GPU", () => {
    const { services } = compose("ollama");
    const wanting = Object.keys(services).filter((each) => services[each]?.deploy && !services[each]?.profiles.length);
    expect(wanting).toEqual([]);
  });
});

describe("transformers.compose.yaml", () => {
  it("does not start without a key, because its server does not", () => {
    expect(() => compose("transformers", { SGLANG_API_KEY: "" })).toThrow("set SGLANG_API_KEY in .env");
    const { environment } = compose("transformers").service("transformers");
    expect(environment.MODEL_SERVER_API_KEY).toBe("a-key");
  });

  it("gives its server only options that it has", () => {
    const server = readServingFile("transformers/server.py");
    const dockerfile = readServingFile("transformers/Dockerfile");
    const given = [...compose("transformers").service("transformers").command, ...(dockerfile.match(/--host/g) ?? [])];
    for (const option of given) expect(server).toContain(`"${option.split("=")[0]}"`);
    for (const name of readdirSync(path.join(folder, "transformers"))) {
      const isProduct = name.endsWith(".py") && !/^(test_|tiny_)/.test(name);
      if (isProduct) expect(dockerfile).toContain(name);
    }
  });
});

describe("replicas.compose.yaml and gateway.compose.yaml", () => {
  it("runs two of the same on two GPUs, each looked at first", () => {
    const composition = compose("replicas", { SGLANG_GPU: "4", SGLANG_GPU_2: "5" });
    const [first, second] = [composition.service("sglang"), composition.service("sglang-2")];
    expect(second.command).toEqual(first.command);
    expect(second.environment).toEqual(first.environment);
    expect(first.deploy?.resources.reservations.devices.map((each) => each.device_ids)).toEqual([["4"]]);
    expect(second.deploy?.resources.reservations.devices.map((each) => each.device_ids)).toEqual([["5"]]);
    expect(composition.service("preflight-2").deploy).toEqual(second.deploy);
    expect(Object.keys(second.depends_on)).toEqual(["preflight-2"]);
  });

  it("names both replicas to Vigil, or the gateway, which knows both", () => {
    const urls = (name: Name) => parseSettings(compose(name).service("worker").environment).inferenceUrls;
    expect(urls("replicas")).toEqual(["http://sglang:30000/v1", "http://sglang-2:30000/v1"]);
    expect(urls("gateway")).toEqual(["http://gateway:30000/v1"]);
    const { command } = compose("gateway").service("gateway");
    const from = command.indexOf("--worker-urls");
    expect(command.slice(from + 1, from + 3)).toEqual(["http://sglang:30000", "http://sglang-2:30000"]);
  });

  it("starts the gateway with the flags that it has in Kubernetes", () => {
    const kubernetes = readServingFile("kubernetes/gateway/gateway.yaml");
    const { command } = compose("gateway").service("gateway");
    for (const flag of command.filter((each) => each.startsWith("--"))) expect(kubernetes).toContain(`- ${flag}\n`);
    const retries = command.find((each) => each.startsWith("--retry-max-retries="));
    expect(retries).toBe("--retry-max-retries=2");
  });
});

describe("env.example", () => {
  it("explains every variable of every file, and no other, with the default of compose.yaml", () => {
    const used = new Map<string, string>();
    for (const file of ["compose.yaml", ...files]) {
      const settings = readServingFile(file)
        .replace(/^\s*#.*$/gm, "")
        .replaceAll("$$", "");
      for (const [, name = "", value = ""] of settings.matchAll(/\$\{(\w+)(?::-([^}]*))?/g)) {
        if (!used.has(name)) used.set(name, value);
      }
    }
    const explained = new Map<string, string>();
    for (const [, name = "", value = ""] of readServingFile("env.example").matchAll(/^#?([A-Z][A-Z_\d]+)=(.*)$/gm)) {
      explained.set(name, value);
    }
    expect([...explained].sort()).toEqual([...used].sort());
  });
});
