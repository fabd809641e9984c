import type { Metadata } from "next";
import type { PageQuery } from "@/components/access/page-query";
import { MeasureRoom } from "@/components/measure/measure-room";
import { LeftOut } from "@/components/measure/overview-headline";
import { Agreement, Anchoring, GoldAnswers } from "@/components/measure/reviewer-panels";
import { hasRight } from "@/domain/access/actor";
import { getGoldAccuracy } from "@/domain/measure/figures/get-gold-accuracy";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const metadata: Metadata = { title: "Figures of reviewers" };

export default function ReviewersPage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure/reviewers" searchParams={searchParams} schema={measureFilterSchema}>
      {async (user, filter) => {
        const [figures, gold] = await Promise.all([
          getReviewerFigures(user, filter),
          hasRight(user, "case.decide") ? getGoldAccuracy(user, {}) : null,
        ]);
        return (
          <>
            <LeftOut missing={figures.missing} />
            <Agreement figures={figures} />
            <Anchoring anchoring={figures.anchoring} />
            {gold !== null && <GoldAnswers gold={gold} mine={user.userId} />}
          </>
        );
      }}
    </MeasureRoom>
  );
}
