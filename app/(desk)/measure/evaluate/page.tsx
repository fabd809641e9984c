import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { EvaluationForm } from "@/components/measure/evaluation-form";
import { EvaluationList } from "@/components/measure/evaluation-list";
import { evaluationListOptions } from "@/components/measure/evaluation-query";
import { MeasureHeader } from "@/components/measure/measure-header";
import { cn } from "@/components/ui/cn";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listEvaluations } from "@/domain/measure/evaluations/read-evaluations";
import { readingsAreProvisional } from "@/inference/choose-engine";

export const metadata: Metadata = { title: "Evaluate" };

const FIRST = 20;

export default async function EvaluatePage() {
  const user = await requirePageUser("/measure/evaluate");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  const mayStart = hasRight(user, "model.manage");
  const client = new QueryClient();
  const queryFn = () => listEvaluations(user, { limit: FIRST });
  await client.prefetchInfiniteQuery({ ...evaluationListOptions(), queryFn });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Page>
        <MeasureHeader
          current="evaluate"
          description="What the model and a strategy are worth on conversations whose answer you know."
        />
        <div className={cn("grid items-start gap-6 [&>*]:min-w-0", mayStart && "lg:grid-cols-[20rem_minmax(0,1fr)]")}>
          {mayStart && <EvaluationForm offline={readingsAreProvisional()} />}
          <EvaluationList mayStart={mayStart} />
        </div>
      </Page>
    </HydrationBoundary>
  );
}
