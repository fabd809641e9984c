import { Page } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Skeleton, SkeletonLines, SkeletonRows } from "@/components/ui/skeleton";

type PageSkeletonProps = {
  /** "rows" for a list, "text" for a page with a side column, "figures" for a report. */
  shape: "rows" | "text" | "figures";
  filters?: boolean;
};

/** A page on its way, in the shape of the page that will come. */
export function PageSkeleton({ shape, filters = false }: PageSkeletonProps) {
  return (
    <Page>
      <div aria-hidden className="grid gap-3 py-1">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      {filters && <Skeleton className="h-8 w-full max-w-lg" />}
      {shape === "rows" && (
        <Panel flush>
          <SkeletonRows rows={10} />
        </Panel>
      )}
      {shape === "figures" && (
        <>
          <Panel>
            <SkeletonLines lines={6} />
          </Panel>
          <Panel flush>
            <SkeletonRows rows={6} />
          </Panel>
        </>
      )}
      {shape === "text" && (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
          <Panel>
            <SkeletonLines lines={10} />
          </Panel>
          <Panel>
            <SkeletonLines lines={4} label="Loading the reading" />
          </Panel>
        </div>
      )}
    </Page>
  );
}
