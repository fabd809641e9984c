import Link from "next/link";
import { shade } from "@/components/charts/shade";
import { cn } from "@/components/ui/cn";

type MatrixProps = {
  caption: string;
  /** What the rows and the columns are, e.g. "Reviewers found" and "Model said". */
  rowTitle: string;
  columnTitle: string;
  rows: readonly string[];
  columns: readonly string[];
  /** One row of counts for each row name. */
  counts: readonly (readonly number[])[];
  /** Where a cell leads, such as to the conversations it counts, by the places of its row and column. */
  href?: (row: number, column: number) => string | undefined;
};

// A box that scrolls must be reachable by keyboard (WCAG 2.1.1). Spread, because the linter knows no such box.
const REACHABLE = { tabIndex: 0 };

/** Counts of pairs, such as a confusion matrix: a real table, its cells shaded by count; agreement is outlined. */
export function Matrix({ caption, rowTitle, columnTitle, rows, columns, counts, href }: MatrixProps) {
  const largest = Math.max(0, ...counts.flat());
  return (
    <section aria-label={caption} {...REACHABLE} className="scroll-x focus-inset">
      <table className="border-separate border-spacing-0.5 text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <td />
            <th colSpan={columns.length} scope="colgroup" className="eyebrow pb-1 text-left">
              {columnTitle}
            </th>
          </tr>
          <tr>
            <th scope="col" className="eyebrow pr-3 pb-1 text-left align-bottom">
              {rowTitle}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-1 pb-1 text-left font-medium text-default text-xs">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row}>
              <th scope="row" className="whitespace-nowrap pr-3 text-left font-medium text-default text-xs">
                {row}
              </th>
              {columns.map((column, columnIndex) => {
                const count = counts[rowIndex]?.[columnIndex] ?? 0;
                const target = count > 0 ? href?.(rowIndex, columnIndex) : undefined;
                const depth = shade(count, largest) * 42;
                return (
                  <td key={column} className="p-0">
                    <div
                      className={cn(
                        "tnum grid h-9 min-w-12 sm:min-w-18 place-items-center rounded-sm bg-sunken",
                        count === 0 ? "text-faint" : "font-medium text-strong",
                        row === column && "outline outline-control -outline-offset-1",
                      )}
                      style={
                        count === 0
                          ? undefined
                          : {
                              background: `color-mix(in oklab, var(--color-focus) ${depth.toFixed(1)}%, var(--color-panel))`,
                            }
                      }
                    >
                      {target === undefined ? (
                        count.toLocaleString("en")
                      ) : (
                        <Link
                          href={target}
                          aria-label={`${count.toLocaleString("en")}, ${rowTitle} ${row}, ${columnTitle} ${column}`}
                          className="focus-inset grid size-full place-items-center rounded-sm underline-offset-2 hover:underline"
                        >
                          {count.toLocaleString("en")}
                        </Link>
                      )}
                    </div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
