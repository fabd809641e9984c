import { Skeleton } from "@/components/ui/skeleton";

/** Rows of the list on their way, at the height of real ones. */
export function CaseListSkeleton() {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">Reading the queue</span>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex h-23 gap-4 px-4 py-3">
          <Skeleton className="h-5 w-7" />
          <div className="grid flex-1 content-start gap-3 pt-1">
            <Skeleton className="w-2/5" />
            <Skeleton className={row % 2 === 0 ? "w-4/5" : "w-3/5"} />
            <Skeleton className="w-1/4" />
          </div>
          <Skeleton className="w-14" />
        </div>
      ))}
    </div>
  );
}
