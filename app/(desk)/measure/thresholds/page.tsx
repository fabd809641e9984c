import type { Metadata } from "next";
import type { PageQuery } from "@/components/access/page-query";
import { MeasureRoom } from "@/components/measure/measure-room";
import { Thresholds } from "@/components/measure/thresholds";
import { hasRight } from "@/domain/access/actor";
import { getThresholds } from "@/domain/measure/thresholds/get-thresholds";
import { thresholdQuerySchema } from "@/domain/measure/thresholds/threshold-dto";

export const metadata: Metadata = { title: "Thresholds" };

export default function ThresholdsPage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure/thresholds" searchParams={searchParams} schema={thresholdQuerySchema}>
      {async (user, query) => (
        <Thresholds
          thresholds={await getThresholds(user, query)}
          query={query}
          mayReview={hasRight(user, "case.read")}
        />
      )}
    </MeasureRoom>
  );
}
