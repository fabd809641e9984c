"use client";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

type ErrorStateProps = {
  /** What happened. */
  title: ReactNode;
  /** What the reader can do about it. */
  whatToDo: ReactNode;
  /** A reference for whoever looks into it, such as a request id; never the content of a conversation. */
  detail?: string;
  onRetry?: () => void;
  retryLabel?: string;
  actions?: ReactNode;
  className?: string;
};

/** A failure in place of what should have been here. Cannot be mistaken for an empty list. */
export function ErrorState({ title, whatToDo, detail, onRetry, retryLabel, actions, className }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn("mx-auto grid max-w-md justify-items-center gap-1.5 px-4 py-12 text-center", className)}
    >
      <CircleAlert aria-hidden size={24} strokeWidth={1.5} className="mb-2 text-danger" />
      <p className="font-medium text-base text-strong">{title}</p>
      <div className="text-pretty text-muted text-sm">{whatToDo}</div>
      {detail !== undefined && <p className="mt-1 break-all font-mono text-faint text-xs">{detail}</p>}
      {(onRetry !== undefined || actions !== undefined) && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {onRetry !== undefined && <Button onClick={onRetry}>{retryLabel ?? "Try again"}</Button>}
          {actions}
        </div>
      )}
    </div>
  );
}
