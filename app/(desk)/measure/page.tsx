import type { Metadata } from "next";
import { z } from "zod";
import type { PageQuery } from "@/components/access/page-query";
import { MeasureRoom } from "@/components/measure/measure-room";
import { Overview } from "@/components/measure/overview";
import { hasRight } from "@/domain/access/actor";
import { DIMENSIONS } from "@/domain/measure/figures/breakdown-dto";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const metadata: Metadata = { title: "Measure" };

const querySchema = measureFilterSchema.extend({ by: z.enum(DIMENSIONS).default("source") });

export default function MeasurePage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure" searchParams={searchParams} schema={querySchema}>
      {async (user, { by, ...filter }) => {
        const [report, breakdown] = await Promise.all([
          getMeasureReport(user, filter),
          getBreakdown(user, { ...filter, by }),
        ]);
        return (
          <Overview
            report={report}
            breakdown={breakdown}
            filter={filter}
            mayReview={hasRight(user, "case.read")}
            mayExport={hasRight(user, "records.export")}
            mayExportContent={hasRight(user, "content.export")}
          />
        );
      }}
    </MeasureRoom>
  );
}
