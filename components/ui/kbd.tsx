import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { ModKey } from "@/components/ui/mod-key";

type KbdProps = ComponentProps<"kbd"> & { keys: readonly string[] };

const NAMES: Record<string, string> = {
  Escape: "Esc",
  Enter: "↵",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

const SPOKEN: Record<string, string> = { "↵": "Enter", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right" };

function KeyName({ name }: { name: string }) {
  if (name === "Mod") return <ModKey />;
  const shown = NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  const spoken = SPOKEN[shown];
  if (spoken === undefined) return shown;
  return (
    <>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{spoken}</span>
    </>
  );
}

/** Key caps, one for each of `keys`, in the order they are pressed. "Mod" shows as ⌘ or Ctrl. */
export function Kbd({ keys, className, ...rest }: KbdProps) {
  return (
    <kbd className={cn("inline-flex items-center gap-0.5 font-sans print:hidden", className)} {...rest}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/25 px-1 font-medium font-sans text-2xs leading-none"
        >
          <KeyName name={key} />
        </kbd>
      ))}
    </kbd>
  );
}
