import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { EndpointsPanel } from "@/components/alerts/endpoints-panel";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Where alerts go" };

export default async function AlertEndpointsPage() {
  const user = await requirePageUser("/admin/alerts");
  if (!hasRight(user, "settings.manage")) return <NoAccess what="looking after where alerts go" />;
  return (
    <Page>
      <AdminHeader current="alerts" description="Who is told outside the browser when somebody is needed." />
      <EndpointsPanel
        sourceId={null}
        title="Endpoints"
        description="Each alert goes to all of them, unless the chain in the settings names some."
        none="None yet: alerts are seen on this desk only. Add one, so that somebody is reached who is not looking."
      />
    </Page>
  );
}
