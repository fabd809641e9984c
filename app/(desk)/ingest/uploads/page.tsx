import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { IngestHeader } from "@/components/ingest/ingest-header";
import { uploadListOptions } from "@/components/ingest/uploads/query-options";
import { UploadsDesk } from "@/components/ingest/uploads/uploads-desk";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import { listUploads } from "@/domain/ingest/uploads/list-uploads";

export const metadata: Metadata = { title: "Uploads" };

const FIRST = 25;
/** "Uploads" stands first by itself; what people paste is no place for a file. */
const NOT_CHOSEN = ["upload", "paste"];

export default async function UploadsPage() {
  const user = await requirePageUser("/ingest/uploads");
  if (!hasRight(user, "source.manage")) return <NoAccess what="uploading transcripts" />;
  const client = new QueryClient();
  const [sources] = await Promise.all([
    listSources(user),
    client.prefetchInfiniteQuery({ ...uploadListOptions(), queryFn: () => listUploads(user, { limit: FIRST }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Page>
        <IngestHeader current="uploads" managesSources />
        <UploadsDesk
          sources={sources
            .filter(({ platform, deletedAt }) => deletedAt === null && !NOT_CHOSEN.includes(platform))
            .map(({ id, name, platform }) => ({ id, name, platform }))}
        />
      </Page>
    </HydrationBoundary>
  );
}
