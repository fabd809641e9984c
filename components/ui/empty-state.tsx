import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type EmptyStateProps = {
  title: ReactNode;
  description?: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** Says that there is nothing here, why, and what to do next. Never for a failure: that is ErrorState. */
export function EmptyState({ title, description, icon, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("mx-auto grid max-w-sm justify-items-center gap-1.5 px-4 py-12 text-center", className)}>
      {icon !== undefined && (
        <div aria-hidden className="mb-2 text-faint [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {icon}
        </div>
      )}
      <p className="font-medium text-base text-strong">{title}</p>
      {description !== undefined && <div className="text-pretty text-muted text-sm">{description}</div>}
      {actions !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
