import { cn } from "@/components/ui/cn";

/** A small number beside a label, in tabular figures with English thousands separators. */
export function Count({ value, className }: { value: number; className?: string }) {
  return <span className={cn("tnum font-normal text-muted text-xs", className)}>{value.toLocaleString("en")}</span>;
}
