import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** A native checkbox with its label; the whole row is the target. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={cn("flex min-h-6 items-start gap-2.5 has-disabled:opacity-60 touch:min-h-11", className)}>
      <span className="relative mt-0.5 inline-grid size-4 shrink-0">
        <input
          type="checkbox"
          className="peer focus-ring size-4 appearance-none rounded-sm border border-control bg-panel checked:border-accent checked:bg-accent"
          {...rest}
        />
        <Check
          aria-hidden
          size={12}
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto text-accent-contrast opacity-0 peer-checked:opacity-100"
        />
      </span>
      <span className="grid text-sm">
        <span className="text-default">{label}</span>
        {hint !== undefined && <span className="text-muted text-xs">{hint}</span>}
      </span>
    </label>
  );
}
