import { ChartNoAxesColumn } from "lucide-react";
import { isFiltered } from "@/components/measure/measure-path";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

type NoFiguresProps = { filter: MeasureFilter; path: string; mayReview: boolean };

/** Where there is nothing to reckon with: why, and what to do. */
export function NoFigures({ filter, path, mayReview }: NoFiguresProps) {
  const filtered = isFiltered(filter);
  return (
    <Panel>
      <EmptyState
        icon={<ChartNoAxesColumn />}
        title={filtered ? "No conversations match these filters" : "No conversations yet"}
        description={
          filtered
            ? "Widen the dates, or look at all sources and models."
            : "Figures appear here as the model reads conversations and people decide on them."
        }
        actions={
          filtered ? (
            <LinkButton href={path}>Clear the filters</LinkButton>
          ) : (
            mayReview && <LinkButton href="/triage">Go to the queue</LinkButton>
          )
        }
      />
    </Panel>
  );
}
