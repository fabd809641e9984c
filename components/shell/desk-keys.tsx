"use client";
import { Keyboard } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type ShortcutHandlers, useShortcuts } from "@/components/keyboard/use-shortcuts";
import { NAV_ITEMS, type NavItemId } from "@/components/shell/nav-items";
import { IconButton } from "@/components/ui/icon-button";

const ShortcutSheet = dynamic(() =>
  import("@/components/keyboard/shortcut-sheet").then((module) => module.ShortcutSheet),
);

/** The keys that work everywhere, and the button that lists them all. */
export function DeskKeys({ items }: { items: readonly NavItemId[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);

  function show() {
    setWanted(true);
    setOpen(true);
  }

  const handlers: ShortcutHandlers = { help: show, "go-alerts": () => router.push("/alerts") };
  for (const item of NAV_ITEMS) {
    if (items.includes(item.id)) handlers[item.shortcut] = () => router.push(item.href);
  }
  useShortcuts(handlers);

  return (
    <>
      <IconButton label="Keys (?)" onClick={show} className="max-lg:hidden">
        <Keyboard aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      {wanted && <ShortcutSheet open={open} onOpenChange={setOpen} />}
    </>
  );
}
