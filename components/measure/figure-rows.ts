/** Figures as rows of an interval plot. Pure. */
import type { ReactNode } from "react";
import type { IntervalRow } from "@/components/charts/interval-plot";
import type { Figure } from "@/domain/measure/figures/figure";

/** One figure as a row: its sentence under its name, and where it is not known why. */
export function figureRow(
  figure: Figure,
  about: { key: string; label: ReactNode; href?: string; sub?: ReactNode },
): IntervalRow {
  if (figure.value === null) return { ...about, value: null, reason: figure.reason, n: figure.n };
  const { value, low, high, n } = figure;
  return { ...about, value, low, high, n };
}
