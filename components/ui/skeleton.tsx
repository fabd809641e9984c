import { cn } from "@/components/ui/cn";

/** A grey stand-in for something on its way; give it the size of what will come, so that nothing moves. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-3 animate-breathe rounded-sm bg-line", className)} />;
}

const WIDTHS = ["w-11/12", "w-full", "w-4/5", "w-2/3"];

type ManyProps = { label?: string; className?: string };

/** Lines of text on their way. `label` is spoken once. */
export function SkeletonLines({ lines = 3, label = "Loading", className }: ManyProps & { lines?: number }) {
  return (
    <div role="status" className={cn("grid gap-3", className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} className={WIDTHS[line % WIDTHS.length]} />
      ))}
    </div>
  );
}

/** Table rows on their way, at the height of real ones. */
export function SkeletonRows({ rows = 6, label = "Loading", className }: ManyProps & { rows?: number }) {
  return (
    <div role="status" className={cn("divide-y divide-line", className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-9.5 items-center gap-6 px-4">
          <Skeleton className="w-7" />
          <Skeleton className={row % 2 === 0 ? "w-2/5" : "w-1/3"} />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
