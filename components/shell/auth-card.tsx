import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

type AuthCardProps = { title: ReactNode; description?: ReactNode; footer?: ReactNode; children: ReactNode };

/** The page around signing in and first set-up: one card, nothing else. */
export function AuthCard({ title, description, footer, children }: AuthCardProps) {
  return (
    <main className="grid min-h-dvh content-start justify-items-center gap-6 px-4 pt-[14dvh] pb-12">
      <Wordmark />
      <div className="w-full max-w-sm rounded-xl border bg-panel p-6">
        <h1 className="text-balance font-semibold text-lg text-strong tracking-tight">{title}</h1>
        {description !== undefined && <p className="mt-1 text-pretty text-muted text-sm">{description}</p>}
        <div className="mt-5 grid gap-4">{children}</div>
      </div>
      {footer !== undefined && <div className="max-w-sm text-center text-muted text-xs">{footer}</div>}
    </main>
  );
}
