import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type TableProps = ComponentProps<"table"> & {
  /** What the table holds; spoken, and shown when `captionVisible`. */
  caption: string;
  captionVisible?: boolean;
  /** A CSS length; beyond it the body scrolls under the head. */
  maxHeight?: string;
};

// A box that scrolls must be reachable by keyboard (WCAG 2.1.1). Spread, because the linter knows no such box.
const REACHABLE = { tabIndex: 0 };

/** A dense table in a box of its own: on a narrow screen the box scrolls sideways, never the page. */
export function Table({ caption, captionVisible = false, maxHeight, className, children, ...rest }: TableProps) {
  return (
    <section
      aria-label={caption}
      {...REACHABLE}
      className={cn("scroll-x focus-inset relative min-w-0 print:overflow-visible", maxHeight && "overflow-y-auto")}
      style={maxHeight === undefined ? undefined : { maxHeight }}
    >
      <table className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)} {...rest}>
        <caption className={captionVisible ? "px-4 pb-2 text-left text-muted text-xs" : "sr-only"}>{caption}</caption>
        {children}
      </table>
    </section>
  );
}

/** The head; stays in view while the body scrolls. */
export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={cn("sticky top-0 z-10 bg-panel", className)} {...rest} />;
}

/** The rows. */
export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

/** One row. `selected` marks the current one, by ground, by an edge and for screen readers. */
export function Row({ selected = false, className, ...rest }: ComponentProps<"tr"> & { selected?: boolean }) {
  return (
    <tr
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      className={cn(
        "group/row hover:bg-hover data-selected:bg-selected data-selected:shadow-[inset_2px_0_0_var(--color-accent)]",
        "[&:last-child>td]:border-b-0 [&:last-child>th]:border-b-0",
        className,
      )}
      {...rest}
    />
  );
}

type ThProps = Omit<ComponentProps<"th">, "align"> & { align?: "left" | "right"; sort?: "asc" | "desc" | "none" };

/** A heading cell; a column's unless `scope="row"`. `sort` is spoken; put the link or button that sorts inside. */
export function Th({ align = "left", sort, scope = "col", className, children, ...rest }: ThProps) {
  const spoken = { asc: "ascending", desc: "descending", none: "none" } as const;
  return (
    <th
      scope={scope}
      aria-sort={sort === undefined ? undefined : spoken[sort]}
      className={cn(
        "whitespace-nowrap border-b px-3 py-2 first:pl-4 last:pr-4",
        scope === "col" ? "font-medium text-muted text-xs" : "font-medium text-strong",
        align === "right" && "text-right",
        className,
      )}
      {...rest}
    >
      {sort === undefined || sort === "none" ? (
        children
      ) : (
        <span className="inline-flex items-center gap-1">
          {children}
          {sort === "asc" ? <ArrowUp aria-hidden size={12} /> : <ArrowDown aria-hidden size={12} />}
        </span>
      )}
    </th>
  );
}

type TdProps = Omit<ComponentProps<"td">, "align"> & {
  align?: "left" | "right";
  mono?: boolean;
  /** A number: right-aligned, tabular figures. */
  num?: boolean;
  /** One line, cut with an ellipsis; give the cell a width or max-width. */
  truncate?: boolean;
  children?: ReactNode;
};

/** A cell. */
export function Td({ align, mono = false, num = false, truncate = false, className, ...rest }: TdProps) {
  return (
    <td
      className={cn(
        "border-b px-3 py-2 align-middle first:pl-4 last:pr-4",
        (align === "right" || num) && "text-right",
        num && "tnum",
        mono && "font-mono text-xs",
        truncate && "max-w-0 truncate",
        className,
      )}
      {...rest}
    />
  );
}
