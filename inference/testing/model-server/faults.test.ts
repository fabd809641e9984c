import { describe, expect, it } from "vitest";
import { createFaults } from "@/inference/testing/model-server/faults";

function open() {
  let at = 0;
  const faults = createFaults(() => at);
  const kinds = (count: number, text: string | null = "x") =>
    Array.from({ length: count }, () => faults.strike(text)?.kind ?? "-").join(" ");
  return {
    faults,
    kinds,
    wait: (ms: number) => {
      at += ms;
    },
  };
}

describe("a fault", () => {
  it("strikes for ever, until it is cleared", () => {
    const { faults, kinds } = open();
    faults.add({ kind: "500" });
    expect(kinds(3)).toBe("500 500 500");
    faults.clear();
    expect(kinds(2)).toBe("- -");
  });

  it("strikes as many requests as it was told to", () => {
    const { faults, kinds } = open();
    faults.add({ kind: "reset", count: 2 });
    expect(kinds(4)).toBe("reset reset - -");
  });

  it("strikes an even share of them", () => {
    const { faults, kinds } = open();
    faults.add({ kind: "429", share: 0.25 });
    expect(kinds(8)).toBe("- - - 429 - - - 429");
    faults.clear();
    faults.add({ kind: "503", share: 0.1 });
    expect(kinds(1_000).match(/503/g)).toHaveLength(100);
  });

  it("strikes for as long as it was told to", () => {
    const { faults, kinds, wait } = open();
    faults.add({ kind: "half-open", forMs: 100 });
    wait(99);
    expect(kinds(1)).toBe("half-open");
    wait(1);
    expect(kinds(1)).toBe("-");
  });

  it("stands aside of other paths unless it is everywhere", () => {
    const { faults, kinds } = open();
    faults.add({ kind: "500" });
    expect(kinds(1, null)).toBe("-");
    faults.add({ kind: "503", everywhere: true });
    expect(kinds(1, null)).toBe("503");
  });

  it("can be asked for by the text, always or the first times", () => {
    const { kinds } = open();
    expect(kinds(2, "hello [[fault reset]]")).toBe("reset reset");
    expect(kinds(3, "hello [[fault garbage 2]]")).toBe("garbage garbage -");
    expect(kinds(2, "another [[fault garbage 2]]")).toBe("garbage garbage");
    expect(kinds(1, "[[garbage]]")).toBe("garbage");
    expect(kinds(1, "[[cut]]")).toBe("truncated");
  });

  it("must be one that there is", () => {
    const { kinds } = open();
    expect(() => kinds(1, "[[fault nonsense]]")).toThrow(/kind/);
  });
});
