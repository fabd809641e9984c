import { queryOptions } from "@tanstack/react-query";
import { postJson } from "@/components/query/fetch-json";
import { type BulkPreviewInput, bulkPreviewSchema } from "@/domain/triage/bulk/bulk-dto";

/** Every such look ahead. */
export const BULK_PREVIEWS = { queryKey: ["bulk-preview"] } as const;

/** What a change of many cases would do, as things stand now: asked anew each time it is looked at. */
export function bulkPreviewOptions(input: BulkPreviewInput) {
  return queryOptions({
    queryKey: [...BULK_PREVIEWS.queryKey, input],
    queryFn: () => postJson("/api/v1/cases/bulk/preview", input, bulkPreviewSchema),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
