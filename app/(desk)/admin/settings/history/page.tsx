import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { AllChanges } from "@/components/settings/all-changes";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "History of settings" };

export default async function SettingsHistoryPage() {
  const user = await requirePageUser("/admin/settings/history");
  if (!hasRight(user, "settings.read")) return <NoAccess what="the settings of the desk" />;
  return (
    <Page>
      <AdminHeader current="settings" title="History" description="Who changed which setting when, and why." />
      <AllChanges />
    </Page>
  );
}
