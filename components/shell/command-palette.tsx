"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ShortcutId } from "@/components/keyboard/shortcuts";
import { runShortcut } from "@/components/keyboard/use-shortcuts";
import { type PaletteGroup, type PaletteItem, paletteGroups } from "@/components/shell/palette-items";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE, SCRIM_STYLE } from "@/components/ui/float-style";
import { Kbd } from "@/components/ui/kbd";

function Group({ group, onChoose }: { group: PaletteGroup; onChoose: (item: PaletteItem) => void }) {
  return (
    <Autocomplete.Group items={group.items} className="px-1.5 pb-1.5">
      <Autocomplete.GroupLabel className="eyebrow px-2.5 pt-2 pb-1">{group.value}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(item: PaletteItem) => (
          <Autocomplete.Item
            key={item.value}
            value={item}
            onClick={() => onChoose(item)}
            className="flex min-h-9 cursor-default select-none items-center gap-3 rounded-md px-2.5 text-default text-sm outline-none touch:min-h-11 data-highlighted:bg-selected data-highlighted:text-strong"
          >
            <span className="wrap-anywhere min-w-0 flex-1">{item.label}</span>
            {item.keys.length > 0 && <Kbd keys={item.keys} aria-hidden className="text-muted" />}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The shortcuts that did something when it was opened, and what had the focus then. */
  active: ReadonlySet<ShortcutId>;
  cameFrom: Element | null;
};

/** Every action of the page and every room, by a few letters; a case or conversation by its id. */
export function CommandPalette({ open, onOpenChange, active, cameFrom }: CommandPaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const chosen = useRef<PaletteItem["does"] | null>(null);

  function choose(item: PaletteItem) {
    chosen.current = item.does;
    onOpenChange(false);
  }

  /** Only now the page has the keyboard again: what is chosen finds it as a press would have. */
  function afterwards(isOpen: boolean) {
    if (isOpen) return;
    setText("");
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
    const does = chosen.current;
    chosen.current = null;
    if (does === null) return;
    if ("href" in does) router.push(does.href);
    else runShortcut(does.run);
  }

  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)} onOpenChangeComplete={afterwards}>
      <Dialog.Portal>
        <Dialog.Backdrop className={SCRIM_STYLE} />
        <Dialog.Popup
          data-holds-keys
          finalFocus={false}
          className={cn(
            FLOAT_STYLE,
            "fixed inset-x-3 top-[10dvh] z-50 mx-auto flex max-h-[min(34rem,76dvh)] max-w-xl flex-col overflow-hidden rounded-xl",
          )}
        >
          <Dialog.Title className="sr-only">Find an action or a place</Dialog.Title>
          <Autocomplete.Root
            open
            inline
            autoHighlight="always"
            keepHighlight
            items={paletteGroups(active, text)}
            value={text}
            onValueChange={setText}
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className="flex items-center gap-2.5 border-b px-4 has-focus-visible:border-accent has-focus-visible:shadow-[inset_0_-1px_0_var(--color-accent)]">
              <Search aria-hidden size={16} className="shrink-0 text-muted" />
              <Autocomplete.Input
                aria-label="Action, room, or id of a case or conversation"
                placeholder="Action, room, or id of a case or conversation"
                className="h-12 min-w-0 flex-1 bg-transparent text-base text-strong outline-none touch:text-lg"
              />
            </div>
            <Autocomplete.Empty className="px-4 py-6 text-muted text-sm empty:hidden">
              Nothing here is called that.
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain pt-1">
              {(group: PaletteGroup) => <Group key={group.value} group={group} onChoose={choose} />}
            </Autocomplete.List>
          </Autocomplete.Root>
          <Dialog.Close className="sr-only focus-visible:not-sr-only focus-visible:px-4 focus-visible:py-2">
            Close
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
