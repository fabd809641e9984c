import { Skeleton, SkeletonLines } from "@/components/ui/skeleton";

/** A case on its way, in the places where its parts will be. */
export function CaseSkeleton() {
  return (
    <div className="flex flex-1 flex-col">
      <div className="flex min-h-13 items-center gap-3 border-b px-4">
        <Skeleton className="h-5 w-7" />
        <Skeleton className="w-24" />
        <Skeleton className="ml-auto w-40" />
      </div>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_25rem] xl:grid-cols-[minmax(0,1fr)_28rem]">
        <div className="grid content-start gap-8 px-4 py-6 md:px-6 lg:border-r">
          <Skeleton className="h-6 w-64" />
          <SkeletonLines lines={3} label="Reading the case" className="max-w-[72ch]" />
          <SkeletonLines lines={4} label="" className="max-w-[72ch]" />
        </div>
        <div className="grid content-start gap-6 bg-panel px-5 py-6 max-lg:border-t">
          <Skeleton className="h-4 w-36" />
          <SkeletonLines lines={4} label="" />
          <Skeleton className="h-24 w-full" />
        </div>
      </div>
    </div>
  );
}
