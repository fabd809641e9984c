import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/domain/access/actor";
import { getSource } from "@/domain/ingest/list-sources";
import type { SourceDto } from "@/domain/ingest/source-dto";
import { AppError } from "@/lib/errors/app-error";
import { readId } from "@/lib/http/read-id";

/** The source that a page is about, read once for layout and page together. Ends in the page for what is not there. */
export const loadSource = cache(async (user: UserActor, sourceId: string): Promise<SourceDto> => {
  try {
    return await getSource(user, readId(sourceId));
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
