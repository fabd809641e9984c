import { expect, test } from "vitest";
import { chooseCandidate } from "@/inference/shadow-engine";

const settings = {
  dataDir: "/nowhere",
  inferenceUrls: ["http://127.0.0.1:9/v1"],
  inferenceModel: "what-reads-now",
  inferenceEngine: "sglang",
  inferenceApiKey: "of what reads now",
} as const;

test("reads with a server of its own, of which neither address, name, kind nor key is that of what reads now", () => {
  const shadow = { urls: ["http://127.0.0.1:10/v1"], model: "next", apiKey: null };
  const candidate = chooseCandidate({ ...settings, inferenceShadow: shadow });
  expect(candidate?.engine).toMatchObject({ name: "auto", model: "next" });
  expect(candidate?.fleet?.reports().map(({ endpoint }) => endpoint)).toEqual(["127.0.0.1:10"]);
});

test("is not there where the settings name none", () => {
  expect(chooseCandidate({ ...settings, inferenceShadow: null })).toBeNull();
});
