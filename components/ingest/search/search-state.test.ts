import { describe, expect, it, test } from "vitest";
import {
  addStep,
  beginSearch,
  goOn,
  needsMore,
  phaseOf,
  type Search,
  searchWords,
  unopenedWords,
} from "@/components/ingest/search/search-state";
import type { ContentFound } from "@/domain/decide/search/content-search";

const item = (id: number): ContentFound["items"][number] => ({
  id: `${id}`,
  externalId: null,
  part: 1,
  messageCount: 2,
  receivedAt: "2026-11-21T03:04:05.000Z",
  source: { id: "s", name: "Night chat", platform: "api" },
  matches: 1,
  lastAt: "2026-11-21T03:04:05.000Z",
});
const step = (found: number, looked: number, nextCursor: string | null, unopened = 0): ContentFound => ({
  items: Array.from({ length: found }, (_, index) => item(looked + index)),
  looked,
  of: 4_000,
  unopened,
  nextCursor,
});
const searched = (...steps: ContentFound[]): Search => steps.reduce(addStep, beginSearch({ words: "lighthouse" }));

test.each([
  ["before the first answer", searched(), true, "looking", "Looking."],
  [
    "while it looks",
    searched(step(0, 900, "c")),
    true,
    "looking",
    "Looking: 900 of 4,000 conversations looked through, none found so far.",
  ],
  [
    "left off",
    searched(step(0, 900, "c"), step(2, 1_200, "d")),
    false,
    "stopped",
    "Stopped: 1,200 of 4,000 conversations looked through, 2 found so far. The rest has not been looked at.",
  ],
  [
    "as many as a page holds",
    searched(step(50, 1_200, "c")),
    false,
    "full",
    "50 conversations found in the newest 1,200 of 4,000. There may be more.",
  ],
  [
    "nothing, and all looked through",
    searched(step(0, 4_000, null)),
    false,
    "all",
    "No conversation holds these words. All 4,000 were looked through.",
  ],
  [
    "one, and all looked through",
    searched(step(1, 900, "c"), step(0, 4_000, null)),
    false,
    "all",
    "1 conversation holds these words. All 4,000 were looked through.",
  ],
] as const)("%s", (_name, search, isLooking, phase, words) => {
  expect(phaseOf(search, isLooking)).toBe(phase);
  expect(searchWords(search, phase)).toBe(words);
});

test("nothing is called none before everything was looked through", () => {
  for (const isLooking of [true, false]) {
    const search = searched(step(0, 3_999, "c"));
    expect(searchWords(search, phaseOf(search, isLooking) ?? "all")).not.toMatch(/^No /);
  }
  expect(phaseOf(searched(), false)).toBeNull();
});

describe("looking on", () => {
  it("stops by itself at a page, goes on for another, and ends with the last conversation", () => {
    const full = searched(step(50, 1_200, "c"));
    expect([needsMore(searched()), needsMore(full), needsMore(goOn(full))]).toEqual([true, false, true]);
    expect(needsMore(addStep(goOn(full), step(1, 4_000, null)))).toBe(false);
  });

  it("adds up what could not be looked into", () => {
    expect(unopenedWords(searched(step(0, 900, "c")))).toBeNull();
    expect(unopenedWords(searched(step(0, 900, "c", 1), step(0, 4_000, null, 2)))).toContain("3 messages are damaged");
  });
});
