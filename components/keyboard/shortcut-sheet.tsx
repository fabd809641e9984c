"use client";
import { useState } from "react";
import { keyCaps, SHORTCUTS } from "@/components/keyboard/shortcuts";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

const SECTIONS = ["Read", "Decide", "Queue", "Hand on", "Go to", "Anywhere"];

type ShortcutSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The list of keys, drawn from the table, and a box to find one by what it does. */
export function ShortcutSheet({ open, onOpenChange }: ShortcutSheetProps) {
  const [words, setWords] = useState("");
  const found = SHORTCUTS.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
  const sections = SECTIONS.filter((section) => found.some((row) => row.section === section));
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setWords("");
        onOpenChange(next);
      }}
      size="lg"
      title="Keys"
      description="They act on what is on the screen, and never while you type."
    >
      <Input
        aria-label="Find a key"
        placeholder="Find a key by what it does"
        autoComplete="off"
        className="mb-4 w-full"
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <p role="status" className="text-muted text-sm">
        {found.length === 0 && "No key does that."}
      </p>
      <div className="columns-1 gap-10 sm:columns-2">
        {sections.map((section) => (
          <section key={section} className="mb-5 break-inside-avoid">
            <h3 className="eyebrow mb-1">{section}</h3>
            <dl>
              {found
                .filter((row) => row.section === section)
                .map((row) => (
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
