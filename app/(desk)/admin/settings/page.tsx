import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { SettingsIndex } from "@/components/settings/settings-index";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requirePageUser("/admin/settings");
  if (!hasRight(user, "settings.read")) return <NoAccess what="the settings of the desk" />;
  return (
    <Page>
      <AdminHeader
        current="settings"
        description="What this desk holds itself to. Every change is kept, with who and why."
      />
      <SettingsIndex />
    </Page>
  );
}
