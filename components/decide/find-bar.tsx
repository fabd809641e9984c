"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Find } from "@/components/decide/use-find";
import { isPressOf } from "@/components/keyboard/match-shortcut";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

function countText({ words, count, index, isMore }: Find): string {
  if (words.trim() === "") return "";
  if (count === 0) return "Not found";
  return `${(index + 1).toLocaleString("en")} of ${isMore ? "more than " : ""}${count.toLocaleString("en")}`;
}

type FindBarProps = { find: Find; lower: boolean; onStep: (way: 1 | -1) => void; onClose: () => void };

/** The box that words are looked for with. What is typed here never leaves the browser. */
export function FindBar({ find, lower, onStep, onClose }: FindBarProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  // From anywhere on the page: with the box open, stepping back closes it and does not leave the case.
  useShortcuts({ "step-back": onClose });
  return (
    <search
      aria-label="Find in the conversation"
      className={cn(
        "sticky z-10 mt-2 flex items-center gap-1.5 border-y bg-panel px-4 py-1.5 md:px-6",
        lower ? "top-36 lg:top-11" : "top-25 lg:top-0",
      )}
    >
      <Input
        ref={box}
        type="search"
        aria-label="Find"
        placeholder="Find in the conversation"
        autoComplete="off"
        spellCheck={false}
        className="max-w-72 flex-1"
        value={find.words}
        onChange={(event) => find.look(event.target.value)}
        onKeyDown={(event) => {
          const press = event.nativeEvent;
          const way = isPressOf("find-next", press) ? 1 : isPressOf("find-previous", press) ? -1 : null;
          if (way !== null) {
            event.preventDefault();
            onStep(way);
          }
          if (isPressOf("step-back", press)) {
            event.preventDefault();
            onClose();
          }
        }}
      />
      <p role="status" className="tnum min-w-20 text-muted text-xs">
        {find.settled ? countText(find) : ""}
      </p>
      <IconButton size="sm" label="Previous match" disabled={find.count === 0} onClick={() => onStep(-1)}>
        <ChevronUp aria-hidden size={16} />
      </IconButton>
      <IconButton size="sm" label="Next match" disabled={find.count === 0} onClick={() => onStep(1)}>
        <ChevronDown aria-hidden size={16} />
      </IconButton>
      <IconButton size="sm" label="Close find" onClick={onClose}>
        <X aria-hidden size={16} />
      </IconButton>
    </search>
  );
}
