import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { sourceOptions } from "@/components/ingest/sources/query-options";
import { SourceView } from "@/components/ingest/sources/source-view";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { findPlatformInfo } from "@/domain/ingest/list-platforms";
import { getSource } from "@/domain/ingest/list-sources";
import type { SourceDto } from "@/domain/ingest/source-dto";
import { loadEnv } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { readId } from "@/lib/http/read-id";

export const metadata: Metadata = { title: "Source" };

async function load(user: UserActor, id: string): Promise<SourceDto> {
  try {
    return await getSource(user, readId(id));
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}

export default async function SourcePage({ params }: { params: Promise<{ sourceId: string }> }) {
  const { sourceId } = await params;
  const user = await requirePageUser(`/ingest/sources/${sourceId}`);
  if (!hasRight(user, "source.manage")) return <NoAccess what="looking after sources and keys" />;
  const source = await load(user, sourceId);
  const client = new QueryClient();
  client.setQueryData(sourceOptions(source.id).queryKey, source);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SourceView sourceId={source.id} platform={findPlatformInfo(source.platform)} baseUrl={loadEnv().baseUrl} />
    </HydrationBoundary>
  );
}
