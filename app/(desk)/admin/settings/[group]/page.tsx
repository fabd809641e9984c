import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { OneReviewerNote } from "@/components/settings/one-reviewer-note";
import { SETTING_GROUPS } from "@/components/settings/setting-groups";
import { SettingsView } from "@/components/settings/settings-view";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { countReviewers } from "@/domain/access/count-reviewers";

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
  const isAlone = names.includes("more_eyes") && (await countReviewers(user)) < 2;
  return (
    <Page>
      <AdminHeader current="settings" title={label} description={says} />
      {isAlone && <OneReviewerNote />}
      <SettingsView names={names} canChange={hasRight(user, "settings.manage")} />
    </Page>
  );
}
