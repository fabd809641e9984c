import type { Metadata } from "next";
import type { PageQuery } from "@/components/access/page-query";
import { SEVERITY_LABELS } from "@/components/decide/labels";
import { ByType } from "@/components/measure/by-type";
import { LevelConfusion } from "@/components/measure/level-confusion";
import { cellPath } from "@/components/measure/measure-path";
import { MeasureRoom } from "@/components/measure/measure-room";
import { imminenceLabel } from "@/components/measure/measure-words";
import { LeftOut } from "@/components/measure/overview-headline";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const metadata: Metadata = { title: "Figures by type" };

export default function TypesPage({ searchParams }: { searchParams: PageQuery }) {
  return (
    <MeasureRoom path="/measure/types" searchParams={searchParams} schema={measureFilterSchema}>
      {async (user, filter) => {
        const { types, severity, imminence, missing } = await getRiskFigures(user, filter);
        return (
          <>
            <LeftOut missing={missing} />
            <ByType types={types} filter={filter} />
            <LevelConfusion
              title="Severity"
              confusion={severity}
              label={(level) => SEVERITY_LABELS[level]}
              href={(model, person) => cellPath(filter, "severity", model, person)}
            />
            <LevelConfusion
              title="Imminence"
              confusion={imminence}
              label={imminenceLabel}
              href={(model, person) => cellPath(filter, "imminence", model, person)}
            />
          </>
        );
      }}
    </MeasureRoom>
  );
}
