import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";

export type LinkTab = { href: string; label: ReactNode; count?: number; current?: boolean };

/** Tabs that are links: each view has an address, and the browser's back button works. */
export function LinkTabs({
  label,
  items,
  className,
}: {
  label: string;
  items: readonly LinkTab[];
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cn("scroll-x flex gap-4 border-b print:hidden", className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className="focus-inset tap inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 font-medium text-muted text-sm hover:text-strong aria-[current=page]:border-accent aria-[current=page]:text-strong"
        >
          {item.label}
          {item.count !== undefined && <Count value={item.count} />}
        </Link>
      ))}
    </nav>
  );
}
