import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { readChanged } from "@/components/query/live";
import { hasManyPages, wantsPage } from "@/components/query/many-pages";

const waits = { has: true, isFetching: false, hasFailed: false };

describe("a list that is read page by page", () => {
  it.each([
    ["is there", {}, true, true],
    ["is far from what one looks at", {}, false, false],
    ["is not there", { has: false }, true, false],
    ["is on its way", { isFetching: true }, true, false],
    ["could not be read just now", { hasFailed: true }, true, false],
  ])("asks for the next page where it %s: %o", (_, change, isNear, asked) => {
    expect(wantsPage({ ...waits, ...change }, isNear)).toBe(asked);
  });

  it("has many pages from the third on", () => {
    expect([undefined, { items: [] }, { pages: [1, 2] }, { pages: [1, 2, 3] }].map(hasManyPages)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 0],
  ])("of %i pages is read in %i requests when a case changes", async (pages, requests) => {
    const client = new QueryClient();
    let asked = 0;
    const list = new InfiniteQueryObserver(client, {
      queryKey: ["triage", "cases"],
      queryFn: async ({ pageParam }) => {
        asked += 1;
        return pageParam;
      },
      initialPageParam: 1,
      getNextPageParam: (last: number) => last + 1,
      staleTime: Number.POSITIVE_INFINITY,
    });
    const stop = list.subscribe(() => {});
    await list.refetch();
    for (let page = 1; page < pages; page += 1) await list.fetchNextPage();
    asked = 0;
    await readChanged(client, "cases", true);
    stop();
    client.clear();
    expect(asked).toBe(requests);
  });
});
