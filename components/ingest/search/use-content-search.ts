"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { searchStep } from "@/components/ingest/search/requests";
import {
  addStep,
  beginSearch,
  goOn,
  needsMore,
  phaseOf,
  type Search,
  type SearchPhase,
} from "@/components/ingest/search/search-state";
import type { ContentSearchInput } from "@/domain/decide/search/content-search";

const KEY = ["ingest", "content-search"] as const;
/** How long what was found is there again for whoever comes back from reading one of it, in milliseconds. */
const KEPT_MS = 15 * 60_000;

/**
 * Looks for words step by step until a page is full or everything was looked through. What is looked for and what was found
 * are in the memory of this page alone; leaving it stops the search, and coming back shows how far it came.
 */
export function useContentSearch() {
  const client = useQueryClient();
  const { data: search } = useQuery<Search | null>({
    queryKey: KEY,
    queryFn: () => null,
    enabled: false,
    initialData: null,
    gcTime: KEPT_MS,
  });
  /** Counts up with each search and each stop: a step that comes back to another number ends its search. */
  const turn = useRef(0);
  const looking = useMutation({
    mutationFn: async (begun: Search) => {
      turn.current += 1;
      const own = turn.current;
      for (let state = begun; needsMore(state) && turn.current === own; ) {
        client.setQueryData(KEY, state);
        const { nextCursor: cursor } = state;
        const page = await searchStep({ ...state.input, ...(cursor === null ? {} : { cursor }) });
        state = addStep(state, page);
        // What a step found is shown even after a stop; not after another search has begun.
        if (client.getQueryData<Search | null>(KEY)?.input === state.input) client.setQueryData(KEY, state);
      }
    },
  });
  const stop = () => {
    turn.current += 1;
  };
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const phase: SearchPhase | null = search && phaseOf(search, looking.isPending);
  return {
    search,
    phase,
    error: looking.isPending ? null : looking.error,
    begin: (input: ContentSearchInput) => looking.mutate(beginSearch(input)),
    lookOn: () => search && looking.mutate(goOn(search)),
    stop,
  };
}
