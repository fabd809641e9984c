"use client";
import { Paperclip } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { cutText } from "@/components/decide/cut-text";
import { groupHidden } from "@/components/decide/group-hidden";
import { type MessagePiece, messagePieces } from "@/components/decide/message-pieces";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Hit } from "@/lib/text/find-text";
import { isBlank, revealHiddenCharacters } from "@/lib/text/hidden-characters";

function HiddenMark({ label }: { label: string }) {
  return (
    <span className="mx-0.5 inline-block select-none rounded-sm border border-warn-line bg-warn-soft px-1 align-baseline font-mono text-2xs text-warn [unicode-bidi:isolate]">
      <span className="sr-only">hidden character: </span>
      {label}
    </span>
  );
}

const FOUND = {
  hit: "bg-found text-strong",
  current: "bg-found text-strong outline-2 outline-accent",
};

function TextPiece({ piece }: { piece: Extract<MessagePiece, { kind: "text" }> }) {
  const words = piece.standsIn ? <span className="text-muted italic">{piece.text}</span> : piece.text;
  if (piece.found === "no") {
    return (
      <span>
        {piece.standsIn && piece.text.startsWith("[") && (
          <Paperclip aria-hidden size={13} className="mr-1 inline align-[-0.1em] text-faint" />
        )}
        {words}
      </span>
    );
  }
  return (
    <mark
      data-found={piece.found === "current" ? "current" : ""}
      className={cn("scroll-mt-32 rounded-xs", FOUND[piece.found])}
    >
      {words}
    </mark>
  );
}

const NOTHING: readonly Hit[] = [];

type MessageTextProps = {
  text: string;
  language?: string | null;
  hits?: readonly Hit[] /** Which hit is looked at. */;
  current?: number | null;
};

/** The words of one message, to the letter: hidden characters are marks with names, and nothing in it can act on the page. */
export const MessageText = memo(function MessageText({
  text,
  language = null,
  hits = NOTHING,
  current = null,
}: MessageTextProps) {
  const [unfolded, setUnfolded] = useState(false);
  const cut = unfolded ? null : cutText(text);
  const wanted = current === null ? undefined : hits[current];
  if (cut !== null && wanted !== undefined && wanted.to > cut.length) setUnfolded(true);
  const shown = cut ?? text;
  const segments = useMemo(() => groupHidden(revealHiddenCharacters(shown).segments), [shown]);
  const pieces = useMemo(() => messagePieces(shown, segments, hits, current), [shown, segments, hits, current]);
  return (
    <>
      {isBlank(shown) && <p className="text-muted text-sm italic">No visible text.</p>}
      <div
        dir="auto"
        lang={language ?? undefined}
        className="wrap-anywhere whitespace-pre-wrap text-read [unicode-bidi:plaintext]"
      >
        {pieces.map((piece) =>
          piece.kind === "text" ? (
            <TextPiece key={piece.from} piece={piece} />
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
});
