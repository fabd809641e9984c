import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { PolicyView } from "@/components/policies/policy-view";
import { TextLink } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

// The title of a policy is the desk's own, and stays out of the address bar's history.
export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage({ params }: { params: Promise<{ policyId: string }> }) {
  const { policyId } = await params;
  const user = await requirePageUser(`/admin/policies/${policyId}`);
  if (!hasRight(user, "policy.read")) return <NoAccess what="reading policies" />;
  return (
    <Page width="wide">
      <TextLink href="/admin/policies" className="w-fit text-sm">
        All policies
      </TextLink>
      <PolicyView policyId={policyId} canWrite={hasRight(user, "settings.manage")} />
    </Page>
  );
}
