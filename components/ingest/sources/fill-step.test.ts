import { describe, expect, it } from "vitest";
import { fillStep, fillTemplate } from "@/components/ingest/sources/fill-step";
import { PLATFORMS } from "@/domain/ingest/platforms/all";

const URL = "https://vigil.example.test/api/webhooks/slack/x";
const values = { url: URL, secret: null, verifyToken: "token-$&-1" };

describe("a step of the setup", () => {
  it("has its values in the place of the placeholders", () => {
    expect(fillStep("Enter {url} and {verifyToken}.", values)).toEqual([
      { key: "0", text: "Enter ", isValue: false },
      { key: "1", text: URL, isValue: true },
      { key: "2", text: " and ", isValue: false },
      { key: "3", text: "token-$&-1", isValue: true },
      { key: "4", text: ".", isValue: false },
    ]);
  });

  it("says in words what is not shown any more", () => {
    expect(fillStep("{secret}", values)).toEqual([
      { key: "1", text: "the secret that was shown once", isValue: false },
    ]);
  });

  it("leaves other braces alone", () => {
    expect(fillStep("Send {text}", values)).toEqual([{ key: "0", text: "Send {text}", isValue: false }]);
  });

  it.each(PLATFORMS.flatMap(({ name, setup }) => setup.steps.map((step) => [name, step] as const)))(
    "of %s loses no word: %s",
    (_, step) => {
      const shown = fillStep(step, { url: "URL", secret: "SECRET", verifyToken: "TOKEN" });
      const expected = step.replaceAll("{url}", "URL").replaceAll("{secret}", "SECRET");
      expect(shown.map(({ text }) => text).join("")).toBe(expected.replaceAll("{verifyToken}", "TOKEN"));
    },
  );
});

describe("a template to copy", () => {
  it("is filled in, and shows what is missing as a placeholder", () => {
    expect(fillTemplate('{"a":"{verifyToken}","b":"{secret}","c":"{url}"}', values)).toBe(
      `{"a":"token-$&-1","b":"{secret}","c":"${URL}"}`,
    );
  });
});
