"use client";
import { KeyRound } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";

type SecretOnceProps = { label: string; secret: string; warning?: string };

/** A key or password that is shown this one time. */
export function SecretOnce({ label, secret, warning }: SecretOnceProps) {
  return (
    <div className="grid gap-2 rounded-lg border border-warn-line bg-warn-soft p-3">
      <p className="flex items-center gap-2 font-medium text-sm text-strong">
        <KeyRound aria-hidden size={14} className="text-warn" />
        {label}
      </p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all rounded-md border bg-panel px-2.5 py-1.5 font-mono text-strong text-xs">
          {secret}
        </code>
        <CopyButton text={secret} />
      </div>
      <p className="text-muted text-xs">
        {warning ?? "Keep it now: it is stored only as a hash and cannot be shown again."}
      </p>
    </div>
  );
}
