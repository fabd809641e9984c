import { type ShortcutId, shortcutKeys } from "@/components/keyboard/shortcuts";
import { Kbd } from "@/components/ui/kbd";

/** The key caps of one shortcut, from the table. */
export function KbdHint({ id, className }: { id: ShortcutId; className?: string }) {
  return <Kbd keys={shortcutKeys(id)} className={className} />;
}
