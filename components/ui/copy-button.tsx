"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

type CopyButtonProps = { text: string; label?: string; size?: "sm" | "md"; className?: string };

type State = "idle" | "copied" | "failed";

/** Copies `text` and says so in place; the width does not change. */
export function CopyButton({ text, label = "Copy", size = "sm", className }: CopyButtonProps) {
  const [state, setState] = useState<State>("idle");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("idle"), 2000);
  }

  const said = { idle: label, copied: "Copied", failed: "Failed" }[state];
  return (
    <Button
      size={size}
      className={className}
      onClick={() => void copy()}
      icon={state === "copied" ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
    >
      <span className="inline-grid text-left">
        <span className="invisible col-start-1 row-start-1" aria-hidden>
          {label.length > "Copied".length ? label : "Copied"}
        </span>
        <span className="col-start-1 row-start-1" aria-live="polite">
          {said}
        </span>
      </span>
    </Button>
  );
}
