import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { MeasureHeader } from "@/components/measure/measure-header";
import { SamplingFrames } from "@/components/measure/sampling-frames";
import { RatesInForce, SamplingMissing } from "@/components/measure/sampling-overview";
import { SamplingPlanner } from "@/components/measure/sampling-planner";
import { SamplingStrata } from "@/components/measure/sampling-strata";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { getSamplingReport } from "@/domain/measure/sampling/get-sampling-report";

export const metadata: Metadata = { title: "Sampling" };

export default async function SamplingPage() {
  const user = await requirePageUser("/measure/sampling");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  const { strata, frames, rates, missing } = await getSamplingReport(user);
  return (
    <Page>
      <MeasureHeader
        current="sampling"
        description="What is drawn by chance of the conversations that nobody flagged: the only way to know what is missed."
      />
      <SamplingMissing missing={missing} />
      <SamplingStrata strata={strata} />
      <SamplingPlanner />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RatesInForce rates={rates} mayRead={hasRight(user, "settings.read")} />
        <SamplingFrames frames={frames} mayManage={hasRight(user, "settings.manage")} />
      </div>
    </Page>
  );
}
