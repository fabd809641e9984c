import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type Description = { term: string; detail: ReactNode };

type DescriptionListProps = { items: readonly Description[]; columns?: 1 | 2; className?: string };

/** Facts as pairs of name and value. A detail that is missing shows a dash, so that a gap is seen. */
export function DescriptionList({ items, columns = 1, className }: DescriptionListProps) {
  return (
    <dl className={cn("grid gap-x-8 text-sm", columns === 2 && "sm:grid-cols-2", className)}>
      {items.map((item) => (
        <div key={item.term} className="grid grid-cols-[minmax(6rem,2fr)_5fr] items-baseline gap-3 py-1.5">
          <dt className="text-muted">{item.term}</dt>
          <dd className="tnum wrap-anywhere min-w-0 text-strong">{item.detail ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
