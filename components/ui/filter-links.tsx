import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";

export type FilterLink = { href: string; label: ReactNode; count?: number; current?: boolean };

/** One filter as a row of links, so that the choice lives in the address. */
export function FilterLinks({ legend, items }: { legend: string; items: readonly FilterLink[] }) {
  return (
    <nav aria-label={legend} className="flex max-w-full gap-0.5 overflow-x-auto rounded-md border bg-sunken p-0.5">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "true" : undefined}
          className="focus-inset inline-flex h-6.5 items-center gap-1.5 whitespace-nowrap rounded-sm border border-transparent px-2.5 font-medium text-muted text-xs hover:text-strong aria-[current=true]:border-line-strong aria-[current=true]:bg-panel aria-[current=true]:text-strong touch:h-11"
        >
          {item.label}
          {item.count !== undefined && <Count value={item.count} />}
        </Link>
      ))}
    </nav>
  );
}

/** A row of filters above a list; wraps on narrow screens. */
export function FilterBar({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("flex flex-wrap items-center gap-2 print:hidden", className)}>{children}</div>;
}
