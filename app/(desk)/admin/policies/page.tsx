import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { PolicyList } from "@/components/policies/policy-list";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const user = await requirePageUser("/admin/policies");
  if (!hasRight(user, "policy.read")) return <NoAccess what="reading policies" />;
  const canWrite = hasRight(user, "settings.manage");
  return (
    <Page>
      <AdminHeader
        current="policies"
        description="What reviewers are asked to do. Each stands beside the cases it is about, while they decide."
        actions={
          canWrite && (
            <LinkButton variant="primary" href="/admin/policies/new">
              Write a policy
            </LinkButton>
          )
        }
      />
      <PolicyList canWrite={canWrite} />
    </Page>
  );
}
