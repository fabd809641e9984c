"use client";
import { useMemo, useState } from "react";
import { cutText } from "@/components/decide/cut-text";
import { groupHidden } from "@/components/decide/group-hidden";
import { Button } from "@/components/ui/button";
import { isBlank, revealHiddenCharacters } from "@/lib/text/hidden-characters";

function HiddenMark({ label }: { label: string }) {
  return (
    <span className="mx-0.5 inline-block rounded-sm border border-warn-line bg-warn-soft px-1 align-baseline font-mono text-2xs text-warn [unicode-bidi:isolate]">
      <span className="sr-only">hidden character: </span>
      {label}
    </span>
  );
}

/** The words of one message, to the letter: hidden characters are marks with names, and nothing in it can act on the page. */
export function MessageText({ text }: { text: string }) {
  const [unfolded, setUnfolded] = useState(false);
  const cut = unfolded ? null : cutText(text);
  const shown = cut ?? text;
  const pieces = useMemo(() => groupHidden(revealHiddenCharacters(shown).segments), [shown]);
  return (
    <>
      {isBlank(shown) && <p className="text-muted text-sm italic">No visible text.</p>}
      <div dir="auto" className="wrap-anywhere whitespace-pre-wrap text-read [unicode-bidi:plaintext]">
        {pieces.map((piece) =>
          piece.kind === "text" ? (
            <span key={piece.from}>{piece.text}</span>
          ) : (
            <HiddenMark key={piece.from} label={piece.label} />
          ),
        )}
        {cut !== null && "…"}
      </div>
      {cut !== null && (
        <Button size="sm" className="relative z-1 mt-2" onClick={() => setUnfolded(true)}>
          Show all {text.length.toLocaleString("en")} characters
        </Button>
      )}
    </>
  );
}
