import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { isMoving } from "@/components/ingest/uploads/upload-labels";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import {
  type UploadDetail,
  type UploadOptions,
  type UploadPage,
  uploadDetailSchema,
  uploadPageSchema,
} from "@/domain/ingest/uploads/upload-schema";

/** How often an upload is looked at, in milliseconds, while something happens to it, and while somebody else might act. */
const MOVING_MS = 1_000;
const RESTING_MS = 5_000;

const pathOf = (uploadId: string) => `/api/v1/uploads/${uploadId}`;

/** Uploads, newest first. */
export function uploadListOptions() {
  return infiniteQueryOptions({
    queryKey: ["ingest", "uploads"],
    queryFn: ({ pageParam, signal }): Promise<UploadPage> =>
      fetchJson(`/api/v1/uploads${pageParam === null ? "" : `?cursor=${pageParam}`}`, uploadPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((upload) => isMoving(upload.state))) ? MOVING_MS : RESTING_MS,
  });
}

/** One upload with its preview. */
export function uploadOptions(uploadId: string) {
  return queryOptions({
    queryKey: ["ingest", "upload", uploadId],
    queryFn: ({ signal }): Promise<UploadDetail> => fetchJson(pathOf(uploadId), uploadDetailSchema, { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return RESTING_MS;
      if (isMoving(state.data.state)) return MOVING_MS;
      return state.data.state === "previewed" || state.data.state === "paused" ? RESTING_MS : false;
    },
  });
}

export type UploadAction = "answer" | "start" | "pause" | "resume" | "cancel";

/** Does something with an upload; where the lists of it are kept they are read again. Throws ApiProblem. */
export function changeUpload(
  uploadId: string,
  action: UploadAction,
  options: UploadOptions = {},
): Promise<UploadDetail> {
  return postJson(`${pathOf(uploadId)}/${action}`, options, uploadDetailSchema);
}

/** Where the rejected records of an upload are downloaded. */
export function rejectedPath(uploadId: string): string {
  return `${pathOf(uploadId)}/errors?format=csv`;
}
