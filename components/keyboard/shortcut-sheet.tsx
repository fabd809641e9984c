"use client";
import { keyCaps, SHORTCUTS } from "@/components/keyboard/shortcuts";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const SECTIONS = ["Read", "Decide", "Queue", "Hand on", "Go to", "Anywhere"];

type ShortcutSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The list of keys, drawn from the table. */
export function ShortcutSheet({ open, onOpenChange }: ShortcutSheetProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Keys"
      description="They act on what is on the screen, and never while you type."
    >
      <div className="columns-1 gap-10 sm:columns-2">
        {SECTIONS.map((section) => (
          <section key={section} className="mb-5 break-inside-avoid">
            <h3 className="eyebrow mb-1">{section}</h3>
            <dl>
              {SHORTCUTS.filter((row) => row.section === section).map((row) => (
                <div key={row.id} className="flex min-h-8 items-center justify-between gap-4 border-b text-sm">
                  <dt>{row.label}</dt>
                  <dd className="flex items-center gap-1.5 text-muted text-xs">
                    {row.keys.map((strokes, index) => (
                      <span key={strokes.join(" ")} className="inline-flex items-center gap-1.5">
                        {index > 0 && "or"}
                        <Kbd keys={keyCaps(strokes)} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
