import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { EvaluationView } from "@/components/measure/evaluation-view";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Evaluation" };

export default async function EvaluationPage({ params }: { params: Promise<{ evaluationId: string }> }) {
  const { evaluationId } = await params;
  const user = await requirePageUser(`/measure/evaluate/${evaluationId}`);
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  return (
    <EvaluationView
      key={evaluationId}
      runId={evaluationId}
      mayManage={hasRight(user, "model.manage")}
      mayReadTexts={hasRight(user, "content.export")}
    />
  );
}
