import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { RulesView } from "@/components/model/rules-view";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Offline rules" };

export default async function OfflineRulesPage() {
  const user = await requirePageUser("/admin/model/rules");
  if (!hasRight(user, "model.manage")) return <NoAccess what="looking after the offline rules" />;
  return (
    <Page>
      <AdminHeader
        current="rules"
        description="What reads while no model does, and points to the messages behind a risk. Your own rules go on top."
      />
      <RulesView />
    </Page>
  );
}
