import type { Metadata } from "next";
import type { PageQuery } from "@/components/access/page-query";
import { MeasureRoom } from "@/components/measure/measure-room";
import { LeftOut } from "@/components/measure/overview-headline";
import { WaitCurves, WaitTable } from "@/components/measure/time-panels";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const metadata: Metadata = { title: "Waiting times" };

export default function TimesPage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure/times" searchParams={searchParams} schema={measureFilterSchema}>
      {async (user, filter) => {
        const times = await getTimeFigures(user, filter);
        return (
          <>
            <LeftOut missing={times.missing} />
            <WaitTable times={times} />
            <WaitCurves times={times} />
          </>
        );
      }}
    </MeasureRoom>
  );
}
