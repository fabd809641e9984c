import { Plug } from "lucide-react";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { AddSource } from "@/components/ingest/add-source";
import { IngestHeader } from "@/components/ingest/ingest-header";
import { SendExample } from "@/components/ingest/send-example";
import { SourcePanel } from "@/components/ingest/source-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import { loadEnv } from "@/lib/env/env";

export const metadata: Metadata = { title: "Sources and keys" };

export default async function SourcesPage() {
  const user = await requirePageUser("/ingest/sources");
  if (!hasRight(user, "source.manage")) return <NoAccess what="looking after sources and keys" />;
  const sources = await listSources(user);
  const { baseUrl } = loadEnv();
  return (
    <Page>
      <IngestHeader current="sources" managesSources actions={<AddSource />} />
      {sources.length === 0 && (
        <Panel>
          <EmptyState
            icon={<Plug />}
            title="No sources yet"
            description="Add a source and make a key for it; its platform can then send conversations here."
          />
        </Panel>
      )}
      {sources.map((source) => (
        <SourcePanel key={source.id} source={source} baseUrl={baseUrl} />
      ))}
      <Panel>
        <SendExample baseUrl={baseUrl} />
      </Panel>
    </Page>
  );
}
