import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type TagProps = {
  mono?: boolean;
  onRemove?: () => void;
  /** Spoken name of the remove button, e.g. "Remove filter: Slack". */
  removeLabel?: string;
  className?: string;
  children: ReactNode;
};

/** A value that was chosen or attached, such as a filter or a feature; can be taken away when `onRemove` is given. */
export function Tag({ mono = false, onRemove, removeLabel = "Remove", className, children }: TagProps) {
  return (
    <span
      className={cn(
        "inline-flex min-h-6 items-center gap-1 rounded-full border bg-panel pl-2.5 text-default text-xs",
        onRemove === undefined && "pr-2.5",
        mono && "font-mono",
        className,
      )}
    >
      {children}
      {onRemove !== undefined && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="focus-ring tap inline-flex size-6 items-center justify-center rounded-full text-muted hover:text-strong"
        >
          <X aria-hidden size={12} />
        </button>
      )}
    </span>
  );
}
