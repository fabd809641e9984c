import type { Metadata } from "next";
import type { PageQuery } from "@/components/access/page-query";
import { DriftPanel } from "@/components/measure/drift-charts";
import { MeasureRoom } from "@/components/measure/measure-room";
import { driftQuerySchema } from "@/domain/measure/figures/drift-dto";
import { getDrift } from "@/domain/measure/figures/get-drift";

export const metadata: Metadata = { title: "Figures over time" };

export default function DriftPage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure/drift" searchParams={searchParams} schema={driftQuerySchema}>
      {async (user, query) => <DriftPanel drift={await getDrift(user, query)} filter={query} />}
    </MeasureRoom>
  );
}
