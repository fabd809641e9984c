import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type CalloutTone = "info" | "warn" | "danger" | "ok";

type CalloutProps = {
  tone?: CalloutTone;
  title?: ReactNode;
  actions?: ReactNode;
  /** Set when it appears in answer to something, so that screen readers speak it. */
  live?: "polite" | "assertive";
  className?: string;
  children?: ReactNode;
};

const LOOKS = {
  info: { icon: Info, box: "border-info-line bg-info-soft", ink: "text-info" },
  warn: { icon: TriangleAlert, box: "border-warn-line bg-warn-soft", ink: "text-warn" },
  danger: { icon: CircleAlert, box: "border-danger-line bg-danger-soft", ink: "text-danger" },
  ok: { icon: CircleCheck, box: "border-ok-line bg-ok-soft", ink: "text-ok" },
};

/** A note in the flow of the page: what is so, and what follows from it. */
export function Callout({ tone = "info", title, actions, live, className, children }: CalloutProps) {
  const look = LOOKS[tone];
  const role = live === undefined ? undefined : live === "assertive" ? "alert" : "status";
  return (
    <div role={role} className={cn("flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm", look.box, className)}>
      <look.icon aria-hidden size={16} strokeWidth={1.75} className={cn("mt-0.5 shrink-0", look.ink)} />
      <div className="grid min-w-0 flex-1 gap-0.5">
        {title !== undefined && <p className="font-medium text-strong">{title}</p>}
        {children !== undefined && <div className="text-default">{children}</div>}
        {actions !== undefined && <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
