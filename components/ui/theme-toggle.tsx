"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";

const never = () => () => {};

const OPTIONS = [
  { value: "system", icon: Monitor, label: "As the system" },
  { value: "light", icon: Sun, label: "Light" },
  { value: "dark", icon: Moon, label: "Dark" },
].map(({ value, icon: Icon, label }) => ({
  value,
  label: (
    <span title={label}>
      <Icon aria-hidden size={14} />
      <span className="sr-only">{label}</span>
    </span>
  ),
}));

/** Light, dark, or as the system says. The choice is kept in this browser. */
export function ThemeToggle({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme();
  const name = useId();
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Segmented
      legend="Colour theme"
      legendHidden
      name={name}
      size="sm"
      options={OPTIONS}
      value={known ? (theme ?? "system") : null}
      onValueChange={setTheme}
      className={className}
    />
  );
}
