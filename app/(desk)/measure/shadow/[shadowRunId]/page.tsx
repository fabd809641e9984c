import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { ShadowView } from "@/components/measure/shadow-view";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Shadow run" };

export default async function ShadowRunPage({ params }: { params: Promise<{ shadowRunId: string }> }) {
  const { shadowRunId } = await params;
  const user = await requirePageUser(`/measure/shadow/${shadowRunId}`);
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  return <ShadowView key={shadowRunId} runId={shadowRunId} mayManage={hasRight(user, "model.manage")} />;
}
