import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type ChartFigureProps = {
  title: ReactNode;
  /** What the drawing shows, in a sentence: for everybody, and instead of the drawing for who does not see it. */
  says: string;
  /** The same numbers as a table. */
  table: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A drawing with its name, what it says in a sentence, and its numbers as a table one key press away. */
export function ChartFigure({ title, says, table, className, children }: ChartFigureProps) {
  return (
    <figure className={cn("grid min-w-0 content-start gap-2", className)}>
      <figcaption className="grid gap-0.5">
        <span className="font-medium text-sm text-strong">{title}</span>
        <span className="max-w-prose text-pretty text-muted text-xs">{says}</span>
      </figcaption>
      <div aria-hidden className="min-w-0">
        {children}
      </div>
      <details className="min-w-0 text-xs print:hidden">
        <summary className="focus-ring w-fit rounded-sm text-accent">As a table</summary>
        <div className="mt-2 rounded-md border">{table}</div>
      </details>
    </figure>
  );
}

/** Drawings of one kind beside each other, to be compared: all of one size, as many in a row as have room. */
export function SmallMultiples({ children }: { children: ReactNode }) {
  return <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2 print:grid-cols-2">{children}</div>;
}
