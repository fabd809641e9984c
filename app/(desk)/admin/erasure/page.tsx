import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { ErasureDesk } from "@/components/privacy/erasure-desk";
import { ErasureList } from "@/components/privacy/erasure-list";
import { HoldList } from "@/components/privacy/hold-list";
import { Page } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import { listErasures } from "@/domain/privacy/list-erasures";
import { listHolds } from "@/domain/privacy/list-holds";

export const metadata: Metadata = { title: "Erasure" };

export default async function ErasurePage() {
  const user = await requirePageUser("/admin/erasure");
  if (!hasRight(user, "privacy.manage")) return <NoAccess what="erasing what people wrote" />;
  const [sources, erasures, holds] = [await listSources(user), await listErasures(user, {}), await listHolds(user, {})];
  return (
    <Page>
      <AdminHeader current="erasure" description="What people asked to be forgotten, and what the law asks to keep." />
      <ErasureDesk sources={sources.map(({ id, name }) => ({ id, name }))} />
      <Panel flush title="Legal holds">
        <HoldList holds={holds.items} />
      </Panel>
      <Panel flush title="Past erasures" description="By ids and counts: nothing says who it was.">
        <ErasureList erasures={erasures.items} />
      </Panel>
    </Page>
  );
}
