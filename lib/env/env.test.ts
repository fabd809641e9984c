import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseSettings, readEnv } from "@/lib/env/env";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-env-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("parseSettings", () => {
  it("gives the defaults of the contract for an empty environment", () => {
    expect(parseSettings({ INFERENCE_URL: " " })).toEqual({
      port: 3000,
      dataDir: path.resolve("data"),
      databaseUrl: null,
      baseUrl: "http://localhost:3000",
      secret: null,
      wrappingSecrets: null,
      inferenceUrls: [],
      inferenceModel: "nopenet/nope-edge",
      inferenceEngine: "auto",
      inferenceApiKey: null,
      inferenceStrategy: "single",
      inferenceClassifier: "auto",
      inferenceJudge: null,
      inferenceShadow: null,
    });
  });

  it.each([
    [{ PORT: "0" }, 'PORT is "0"; allowed: a port from 1 to 65535'],
    [{ PORT: "3000x" }, 'PORT is "3000x"; allowed: a port from 1 to 65535'],
    [
      { INFERENCE_URL: "sglang:30000" },
      'INFERENCE_URL is "sglang:30000"; allowed: http:// or https:// URLs, with commas between them',
    ],
    [{ INFERENCE_URL: "http://a/v1,,http://b/v1" }, "allowed: http:// or https:// URLs, with commas between them"],
    [{ INFERENCE_JUDGE_URL: "http://a/v1" }, "INFERENCE_JUDGE_MODEL is not set; a judge needs"],
    [{ INFERENCE_SHADOW_MODEL: "m" }, "INFERENCE_SHADOW_URL is not set; a model for shadow runs needs"],
    [{ INFERENCE_JUDGE_RATE: "2" }, 'INFERENCE_JUDGE_RATE is "2"; allowed: a number from 0 to 1'],
    [{ INFERENCE_JUDGE_BUDGET: "0" }, "allowed: a whole number from 1 to 1000000"],
    [{ INFERENCE_STRATEGY: "all" }, "allowed: one of single, panel, cascade, adaptive"],
    [{ INFERENCE_URI: "x" }, "unknown variable INFERENCE_URI; did you mean INFERENCE_URL?"],
    [{ VIGIL_COLOUR_SCHEME: "x" }, "unknown variable VIGIL_COLOUR_SCHEME; known: "],
    [{ VIGIL_PORT: "3000" }, "unknown variable VIGIL_PORT"],
    [{ DATABASE_URL: "postgresql://h/d" }, "VIGIL_SECRET is not set; it is required when DATABASE_URL is set"],
  ])("stops at %j with one line", (given, line) => {
    expect(() => parseSettings(given)).toThrow(line);
  });

  it.each([{ VIGIL_SECRET: "hunter2-too-short" }, { DATABASE_URL: "mysql://u:hunter2@h/d" }])(
    "never prints the secret in %j",
    (given) => {
      expect(() => parseSettings(given)).toThrow(/^(?!.*hunter2).*a value that is not shown; allowed: /);
    },
  );

  it("reads several model servers, each once and without a trailing slash", () => {
    const given = { INFERENCE_URL: "http://a:30000/v1/, http://b:30000/v1,http://a:30000/v1" };
    expect(parseSettings(given).inferenceUrls).toEqual(["http://a:30000/v1", "http://b:30000/v1"]);
  });

  it("reads the judge beside the offline rules", () => {
    const given = { INFERENCE_JUDGE_URL: "http://j/v1/", INFERENCE_JUDGE_MODEL: "m", INFERENCE_JUDGE_RATE: "0.1" };
    expect(parseSettings(given).inferenceJudge).toEqual({
      url: "http://j/v1",
      model: "m",
      apiKey: null,
      budget: 1_000,
      rate: 0.1,
    });
  });

  it("reads the model for shadow runs", () => {
    const given = { INFERENCE_SHADOW_URL: "http://s/v1/", INFERENCE_SHADOW_MODEL: "next" };
    expect(parseSettings(given).inferenceShadow).toEqual({ urls: ["http://s/v1"], model: "next", apiKey: null });
  });

  it("accepts what Kubernetes sets for services called vigil and inference", () => {
    const links = {
      VIGIL_PORT: "tcp://10.0.0.1:80",
      INFERENCE_SERVICE_HOST: "10.0.0.2",
      INFERENCE_PORT_30000_TCP_ADDR: "10.0.0.2",
    };
    expect(parseSettings(links).port).toBe(3000);
  });
});

describe("readEnv", () => {
  it("makes a secret only its owner can read, and finds the same one again", () => {
    const dataDir = path.join(folder, "fresh");
    const { secret } = readEnv({ DATA_DIR: dataDir });
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(path.join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(readEnv({ DATA_DIR: dataDir }).secret).toBe(secret);
  });

  it("refuses a damaged secret instead of making another", () => {
    writeFileSync(path.join(folder, "secret"), "short");
    expect(() => readEnv({ DATA_DIR: folder })).toThrow("is damaged");
    expect(readFileSync(path.join(folder, "secret"), "utf8")).toBe("short");
  });
});
