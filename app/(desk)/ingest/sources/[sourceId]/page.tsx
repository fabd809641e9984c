import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { loadSource } from "@/components/ingest/sources/load-source";
import { sourceOptions } from "@/components/ingest/sources/query-options";
import { SourceView } from "@/components/ingest/sources/source-view";
import { hasRight } from "@/domain/access/actor";
import { findPlatformInfo } from "@/domain/ingest/list-platforms";
import { loadEnv } from "@/lib/env/env";

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: { params: Promise<{ sourceId: string }> }) {
  const { sourceId } = await params;
  const user = await requirePageUser(`/ingest/sources/${sourceId}`);
  if (!hasRight(user, "source.manage")) return <NoAccess what="looking after sources and keys" />;
  const source = await loadSource(user, sourceId);
  const client = new QueryClient();
  client.setQueryData(sourceOptions(source.id).queryKey, source);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SourceView sourceId={source.id} platform={findPlatformInfo(source.platform)} baseUrl={loadEnv().baseUrl} />
    </HydrationBoundary>
  );
}
