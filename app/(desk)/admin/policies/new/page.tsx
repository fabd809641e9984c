import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "New policy" };

export default async function NewPolicyPage() {
  const user = await requirePageUser("/admin/policies/new");
  if (!hasRight(user, "settings.manage")) return <NoAccess what="writing policies" />;
  return (
    <Page width="wide">
      <AdminHeader current="policies" title="New policy" />
      <PolicyEditor policy={null} />
    </Page>
  );
}
