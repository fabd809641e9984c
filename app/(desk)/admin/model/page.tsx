import type { Metadata } from "next";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { ModelView } from "@/components/model/model-view";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Model" };

export default async function ModelPage() {
  const user = await requirePageUser("/admin/model");
  if (!hasRight(user, "model.manage")) return <NoAccess what="looking after the model" />;
  return (
    <Page>
      <AdminHeader current="model" description="What reads the conversations of this desk, and how it is doing." />
      <ModelView />
    </Page>
  );
}
