import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** A line of small facts under the title. */
  meta?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** The top of a page: its one h1, what it is for, and what can be done here. */
export function PageHeader({ title, description, meta, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}>
      <div className="grid min-w-0 gap-1">
        <h1 className="text-balance font-semibold text-strong text-xl tracking-tight">{title}</h1>
        {description !== undefined && <p className="max-w-prose text-pretty text-muted text-sm">{description}</p>}
        {meta !== undefined && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">{meta}</div>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}

const WIDTHS = { narrow: "max-w-3xl", default: "max-w-6xl", wide: "max-w-none" };

/** The body of a page: its margins, its measure, and the space between its parts. */
export function Page({ width = "default", className, children }: PageProps) {
  return (
    <div className={cn("mx-auto grid w-full gap-6 px-4 py-6 md:px-8 md:py-8 [&>*]:min-w-0", WIDTHS[width], className)}>
      {children}
    </div>
  );
}

type PageProps = { width?: keyof typeof WIDTHS; className?: string; children: ReactNode };
