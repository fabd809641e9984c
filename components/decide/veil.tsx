import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type VeilProps = { on: boolean; number: number; onUnveil: () => void; children: ReactNode };

/**
 * Words that wait to be asked for: blurred in their place, so that nothing moves when they are shown, and kept from
 * screen readers, from the Tab key and from being selected as they are kept from the eye.
 */
export function Veil({ on, number, onUnveil, children }: VeilProps) {
  return (
    <div className="relative">
      <div inert={on} aria-hidden={on} className={cn(on && "select-none opacity-60 blur-[0.4em] contrast-50")}>
        {children}
      </div>
      {on && (
        <button
          type="button"
          data-unveil
          onClick={onUnveil}
          className="focus-inset absolute inset-0 z-1 flex items-center rounded-md"
        >
          <span className="inline-flex items-center gap-1.5 rounded-full border bg-raised px-2.5 py-0.5 font-medium text-strong text-xs">
            <Eye aria-hidden size={13} />
            Show message {number}
          </span>
        </button>
      )}
    </div>
  );
}
