import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

type PanelProps = {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** No padding around the content: for tables and lists that reach the edge. */
  flush?: boolean;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A titled part of a page, on paper with a hairline around it. */
export function Panel({ title, description, actions, flush = false, footer, className, children }: PanelProps) {
  const id = useId();
  const headed = title !== undefined || actions !== undefined;
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={cn("min-w-0 overflow-clip rounded-lg border bg-panel", className)}
    >
      {headed && (
        <header className={cn("flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3", flush && "border-b")}>
          <div className="grid min-w-0 flex-1 gap-0.5">
            {title !== undefined && (
              <h2 id={id} className="font-semibold text-base text-strong">
                {title}
              </h2>
            )}
            {description !== undefined && <p className="text-pretty text-muted text-xs">{description}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
        </header>
      )}
      <div className={cn(!flush && "px-4 pb-4", !flush && !headed && "pt-4")}>{children}</div>
      {footer !== undefined && <footer className="border-t px-4 py-2.5 text-muted text-xs">{footer}</footer>}
    </section>
  );
}
