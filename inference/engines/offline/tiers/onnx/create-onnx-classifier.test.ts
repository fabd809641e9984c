import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { writeTinyClassifier } from "../testing/write-tiny-classifier";
import type { SafetyClassifier } from "../tier-score";
import { createOnnxClassifier } from "./create-onnx-classifier";
import { loadClassifier } from "./load-classifier";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-onnx-"));
const place = (name: string) => path.join(folder, name);
const safe = (difference: number) => 1 / (1 + Math.exp(-difference));
const opened: SafetyClassifier[] = [];
const open = (name: string) => {
  const classifier = createOnnxClassifier(place(name));
  opened.push(classifier);
  return classifier;
};

beforeAll(() => {
  writeTinyClassifier(place("tiny"));
  writeTinyClassifier(place("turned"), { labels: ["toxic", "non-toxic"] });
  writeTinyClassifier(place("mute"), { labels: ["LABEL_0", "LABEL_1"] });
  writeTinyClassifier(place("cut"));
  writeFileSync(path.join(place("cut"), "model.onnx"), "not a model");
});
afterAll(async () => {
  await Promise.all(opened.map((classifier) => classifier.close()));
  rmSync(folder, { recursive: true });
});

describe("a classifier file", { timeout: 60_000 }, () => {
  test.each([
    ["a calm text is safe", "tiny", "calm calm", safe(8)],
    ["an unsafe label counts against safety", "tiny", "Danger", safe(-8)],
    ["words it does not know stand for themselves", "tiny", "hello", safe(4)],
    ["a label that says “non-toxic” is safe", "turned", "danger", safe(8)],
    ["nothing to read is safe", "tiny", "", 1],
  ])("%s", async (_name, model, text, score) => {
    const loaded = await loadClassifier(place(model));
    expect(await loaded.score(text)).toBeCloseTo(score, 5);
  });

  it("reads a text longer than it can see in parts, and the least safe one counts", async () => {
    const loaded = await loadClassifier(place("tiny"));
    const calm = "calm ".repeat(300);
    expect(await loaded.score(`${calm}${"danger ".repeat(60)}${calm}`)).toBeLessThan(0.5);
    expect(await loaded.score(calm)).toBeCloseTo(safe(8), 5);
  });

  it("is refused where no label says what is unsafe, and fails where a number is none", async () => {
    await expect(loadClassifier(place("mute"))).rejects.toThrow("no_unsafe_label");
    const loaded = await loadClassifier(place("tiny"));
    await expect(loaded.score("broken")).rejects.toThrow("not_a_number");
  });
});

describe("a classifier in a process of its own", { timeout: 60_000 }, () => {
  it("says its name and scores many texts at once", async () => {
    const classifier = open("tiny");
    expect(classifier).toMatchObject({ name: "onnx:tiny", mayRaise: true });
    const scores = await Promise.all(["calm", "danger", "calm"].map((text) => classifier.score(text)));
    expect(scores.map((each) => each.state === "scored" && each.score > 0.5)).toEqual([true, false, true]);
  });

  it("does not hold up the process that asks", async () => {
    const classifier = open("tiny");
    await classifier.score("calm");
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await Promise.all(Array.from({ length: 20 }, () => classifier.score("calm ".repeat(2_000))));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it.each([
    ["a number is none", "tiny", "broken", "not_a_number"],
    ["the file is no model", "cut", "calm", expect.any(String)],
    ["no label is unsafe", "mute", "calm", "no_unsafe_label"],
    ["there is no folder", "nowhere", "calm", "no_model_file"],
  ])("gives no score where %s: unknown, and never safe", async (_name, model, text, code) => {
    expect(await open(model).score(text)).toEqual({ state: "unknown", code });
  });

  it("gives no score once it is closed", async () => {
    const classifier = open("tiny");
    await classifier.score("calm");
    await classifier.close();
    expect(await classifier.score("calm")).toEqual({ state: "unknown", code: "closed" });
  });
});
