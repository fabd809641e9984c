import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { SETTING_GROUPS } from "@/components/settings/setting-groups";
import { SettingsView } from "@/components/settings/settings-view";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

type Props = { params: Promise<{ group: string }> };

const groupAt = async ({ params }: Props) => {
  const { group } = await params;
  return SETTING_GROUPS.find(({ slug }) => slug === group) ?? notFound();
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await groupAt(props)).label };
}

export default async function SettingsGroupPage(props: Props) {
  const { slug, label, says, names } = await groupAt(props);
  const user = await requirePageUser(`/admin/settings/${slug}`);
  if (!hasRight(user, "settings.read")) return <NoAccess what="the settings of the desk" />;
  return (
    <Page>
      <AdminHeader current="settings" title={label} description={says} />
      <SettingsView names={names} canChange={hasRight(user, "settings.manage")} />
    </Page>
  );
}
