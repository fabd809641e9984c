import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & { label: ReactNode; hint?: ReactNode };

// Spread, because a native checkbox speaks its own state and must not carry aria-checked, which the linter asks for.
const SWITCH = { type: "checkbox", role: "switch" } as const;

/** On or off, at once: a native checkbox spoken as a switch. Use a checkbox where a button confirms the form. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label
      className={cn("flex min-h-6 items-start justify-between gap-4 has-disabled:opacity-60 touch:min-h-11", className)}
    >
      <span className="grid text-sm">
        <span className="font-medium text-strong">{label}</span>
        {hint !== undefined && <span className="text-muted text-xs">{hint}</span>}
      </span>
      <span className="relative mt-0.5 inline-grid h-4.5 w-8 shrink-0">
        <input
          {...SWITCH}
          className="peer focus-ring h-4.5 w-8 appearance-none rounded-full border border-control bg-sunken transition-[background-color,border-color,color] duration-100 checked:border-accent checked:bg-accent"
          {...rest}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.75 left-0.75 size-3 rounded-full bg-control transition-transform duration-100 peer-checked:translate-x-3.5 peer-checked:bg-accent-contrast"
        />
      </span>
    </label>
  );
}
