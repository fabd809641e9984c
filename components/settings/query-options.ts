import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/query/fetch-json";
import type { SettingName } from "@/domain/settings/definitions";
import { settingHistorySchema, settingListSchema } from "@/domain/settings/setting-dto";

/** Every setting as it is. Not read anew behind somebody's back: saving tells when it has changed meanwhile. */
export function settingsOptions() {
  return queryOptions({
    queryKey: ["settings", "values"],
    queryFn: ({ signal }) => fetchJson("/api/v1/settings", settingListSchema, { signal }),
    refetchOnWindowFocus: false,
  });
}

/** The changes of one setting, or of all, page by page. */
export function settingChangesOptions(name: SettingName | null) {
  const path = name === null ? "/api/v1/settings/changes" : `/api/v1/settings/${name}/history`;
  return infiniteQueryOptions({
    queryKey: ["settings", "changes", name],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(pageParam === null ? path : `${path}?cursor=${pageParam}`, settingHistorySchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

const savedSchema = z.object({ version: z.number().int() });

/** Sets a setting. Throws ApiProblem: with `current` where somebody was faster. */
export function putSetting(name: SettingName, body: { version: number; value: unknown; note: string }) {
  return fetchJson(`/api/v1/settings/${name}`, savedSchema, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const endpointNamesSchema = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });

/** The receivers of alerts, by name. */
export function endpointNamesOptions() {
  return queryOptions({
    queryKey: ["settings", "endpoints"],
    queryFn: ({ signal }) => fetchJson("/api/v1/outbox/endpoints", endpointNamesSchema, { signal }),
    retry: false,
  });
}
