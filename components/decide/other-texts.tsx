"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { MessageText } from "@/components/decide/message-text";
import { cn } from "@/components/ui/cn";

/**
 * Other texts of a message, such as what it said before each edit, folded away: a press or a key shows them in their place,
 * oldest first.
 */
export function OtherTexts({ texts, label }: { texts: readonly string[]; label: string }) {
  const [unfolded, setUnfolded] = useState(false);
  const listId = useId();
  const versions = texts.map((text, index) => ({ text, version: index + 1 }));
  return (
    <div className="mt-1">
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls={unfolded ? listId : undefined}
        onClick={() => setUnfolded((was) => !was)}
        className="focus-ring tap relative z-1 -ml-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium text-muted text-xs hover:text-strong"
      >
        <ChevronRight aria-hidden size={12} className={cn("shrink-0", unfolded && "rotate-90")} />
        {texts.length === 1 ? label : `${label}: ${texts.length} versions`}
      </button>
      {unfolded && (
        <ol id={listId} aria-label={`${label}, oldest first`} className="mt-1 grid gap-2">
          {versions.map(({ text, version }) => (
            <li key={version} className="border-line-strong border-l pl-3 text-default">
              {texts.length > 1 && <p className="tnum text-muted text-xs">Version {version}</p>}
              <MessageText text={text} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
