"use client";
import { Keyboard } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type ShortcutId, withKeys } from "@/components/keyboard/shortcuts";
import { activeShortcuts, type ShortcutHandlers, useShortcuts } from "@/components/keyboard/use-shortcuts";
import { NAV_ITEMS, type NavItemId } from "@/components/shell/nav-items";
import { IconButton } from "@/components/ui/icon-button";

const ShortcutSheet = dynamic(() =>
  import("@/components/keyboard/shortcut-sheet").then((module) => module.ShortcutSheet),
);
const CommandPalette = dynamic(() =>
  import("@/components/shell/command-palette").then((module) => module.CommandPalette),
);

type Asked = { active: ReadonlySet<ShortcutId>; cameFrom: Element | null };

type DeskKeysProps = { items: readonly NavItemId[]; finds: boolean };

/** The keys that work everywhere, and the button that lists them all. */
export function DeskKeys({ items, finds }: DeskKeysProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);

  function show() {
    setWanted(true);
    setOpen(true);
  }
  function choose() {
    setAsked({ active: activeShortcuts(), cameFrom: document.activeElement });
    setChoosing(true);
  }

  const handlers: ShortcutHandlers = {
    help: show,
    palette: choose,
    "go-alerts": () => router.push("/alerts"),
    ...(finds ? { "go-find": () => router.push("/conversations/search") } : {}),
  };
  for (const item of NAV_ITEMS) {
    if (items.includes(item.id)) handlers[item.shortcut] = () => router.push(item.href);
  }
  useShortcuts(handlers);

  return (
    <>
      <IconButton label={withKeys("Keys", "help")} onClick={show} className="max-lg:hidden">
        <Keyboard aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      {wanted && <ShortcutSheet open={open} onOpenChange={setOpen} />}
      {asked && <CommandPalette open={choosing} onOpenChange={setChoosing} {...asked} />}
    </>
  );
}
