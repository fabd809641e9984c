import { describe, expect, it } from "vitest";
import { formatLiveEvent, Gathered, NAMED_AT_MOST } from "@/domain/triage/live-event";

describe("notices on their way to the pages", () => {
  it("are gathered, each case once", () => {
    const gathered = new Gathered();
    expect(gathered.take()).toBeNull();
    gathered.add("a,b");
    gathered.add("b,c");
    expect(gathered.take()).toEqual({ ids: ["a", "b", "c"] });
    expect(gathered.take()).toBeNull();
  });

  it("name no case once there are many, or where the database named none", () => {
    const gathered = new Gathered();
    for (let index = 0; index <= NAMED_AT_MOST; index += 1) gathered.add(`case-${index}`);
    expect(gathered.take()).toEqual({ ids: null });
    gathered.add("a");
    gathered.add("");
    gathered.add("b");
    expect(gathered.take()).toEqual({ ids: null });
    gathered.add("a");
    expect(gathered.take()).toEqual({ ids: ["a"] });
  });

  it("go over the wire as one event each", () => {
    expect(formatLiveEvent("cases", { ids: ["a"] })).toBe('event: cases\ndata: {"ids":["a"]}\n\n');
    expect(formatLiveEvent("beat")).toBe(": beat\nevent: beat\ndata: {}\n\n");
  });
});
