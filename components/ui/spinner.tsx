import { LoaderCircle } from "lucide-react";
import { cn } from "@/components/ui/cn";

type SpinnerProps = { label?: string; size?: number; className?: string };

/** A turning ring. Give it a `label` unless text beside it already says what is awaited. `size` is in pixels. */
export function Spinner({ label, size = 16, className }: SpinnerProps) {
  return (
    <span className={cn("inline-flex", className)} role={label === undefined ? undefined : "status"}>
      <LoaderCircle aria-hidden size={size} strokeWidth={1.75} className="animate-spin" />
      {label !== undefined && <span className="sr-only">{label}</span>}
    </span>
  );
}
