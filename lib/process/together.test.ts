import { describe, expect, it } from "vitest";
import { together } from "@/lib/process/together";

const limits = { items: 3, size: 100, sizeOf: (item: string) => item.length, atOnce: 1 };

/** A write that waits until it is let go, and says what it was given. */
function slowWrite(fails: (items: readonly string[]) => boolean = () => false) {
  const batches: string[][] = [];
  const write = async (items: readonly string[]) => {
    batches.push([...items]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (fails(items)) throw new Error(`refused ${items.join()}`);
    return items.map((item) => item.toUpperCase());
  };
  return { batches, write };
}

const never = () => false;
const isAway = (error: unknown) => error instanceof Error && error.message.includes("away");

describe("writing together", () => {
  it("sends the first at once, and joins what arrives meanwhile", async () => {
    const { batches, write } = slowWrite();
    const put = together(write, limits, never);
    await Promise.all(["a", "b", "c", "d", "e"].map(put));
    expect(batches).toEqual([["a"], ["b", "c", "d"], ["e"]]);
  });

  it("gives each its own result", async () => {
    const put = together(slowWrite().write, limits, never);
    expect(await Promise.all(["a", "b", "c", "d", "e"].map(put))).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("keeps batches below the size", async () => {
    const { batches, write } = slowWrite();
    const put = together(write, { ...limits, size: 3 }, never);
    await Promise.all(["a", "bb", "cc", "dddd"].map(put));
    expect(batches).toEqual([["a"], ["bb"], ["cc"], ["dddd"]]);
  });

  it("fails only what cannot be written alone either", async () => {
    const { write } = slowWrite((items) => items.includes("bad"));
    const put = together(write, limits, never);
    const results = await Promise.allSettled(["a", "b", "bad", "c"].map(put));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  it("tries none again when the failure concerns all, and goes on with those after them", async () => {
    const { batches, write } = slowWrite((items) => items.includes("away"));
    const put = together(write, limits, isAway);
    const results = await Promise.allSettled(["a", "b", "away", "c", "d"].map(put));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected", "fulfilled"]);
    expect(batches).toEqual([["a"], ["b", "away", "c"], ["d"]]);
  });

  it("stops trying them alone once a failure concerns all", async () => {
    const { batches, write } = slowWrite((items) => items.includes("bad") || items.includes("away"));
    const put = together(write, limits, (error) => isAway(error) && !String(error).includes("bad"));
    const results = await Promise.allSettled(["a", "bad", "away", "c"].map(put));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
    expect(batches).toEqual([["a"], ["bad", "away", "c"], ["bad"], ["away"]]);
  });

  it("resolves nothing before its write is done", async () => {
    let done = false;
    const put = together(
      async (items: readonly string[]) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        done = true;
        return items;
      },
      limits,
      never,
    );
    await put("a");
    expect(done).toBe(true);
  });
});
