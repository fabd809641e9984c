import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { IngestHeader } from "@/components/ingest/ingest-header";
import { sourceListOptions } from "@/components/ingest/sources/query-options";
import { SourceList } from "@/components/ingest/sources/source-list";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";

export const metadata: Metadata = { title: "Sources and keys" };

export default async function SourcesPage() {
  const user = await requirePageUser("/ingest/sources");
  if (!hasRight(user, "source.manage")) return <NoAccess what="looking after sources and keys" />;
  const client = new QueryClient();
  await client.prefetchQuery({ ...sourceListOptions(), queryFn: () => listSources(user) });
  return (
    <Page>
      <IngestHeader
        current="sources"
        managesSources
        actions={
          <LinkButton href="/ingest/sources/new" variant="primary" icon={<Plus aria-hidden size={15} />}>
            Add source
          </LinkButton>
        }
      />
      <HydrationBoundary state={dehydrate(client)}>
        <SourceList />
      </HydrationBoundary>
    </Page>
  );
}
