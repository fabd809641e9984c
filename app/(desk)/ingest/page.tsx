import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { IngestHeader } from "@/components/ingest/ingest-header";
import { PasteDesk } from "@/components/ingest/paste-desk";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Paste" };

export default async function PastePage() {
  const user = await requirePageUser("/ingest");
  if (!hasRight(user, "conversation.submit")) return <NoAccess what="sending in conversations" />;
  return (
    <Page>
      <IngestHeader current="paste" managesSources={hasRight(user, "source.manage")} />
      <PasteDesk />
    </Page>
  );
}
