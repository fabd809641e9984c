"use client";
import type { Place } from "@/components/decide/reading-facts";
import { showMessage } from "@/components/decide/show-message";

/** Messages of one risk that are named; more are only counted. */
const NAMED = 8;

type SeenInProps = { places: readonly Place[]; agreement: string | null };

/** Where the reading saw a risk, each message a way to it, and how many judges named it. */
export function SeenIn({ places, agreement }: SeenInProps) {
  if (places.length === 0 && agreement === null) return null;
  const more = places.length - NAMED;
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted text-xs">
      {places.length > 0 && <span>Seen in</span>}
      {places.slice(0, NAMED).map(({ id, number }) => (
        <button
          key={id}
          type="button"
          aria-label={`Go to message ${number}`}
          onClick={() => showMessage(id)}
          className="focus-ring tap tnum relative inline-flex min-h-6 items-center rounded-full border bg-panel px-2 font-medium text-accent hover:bg-hover"
        >
          #{number}
        </button>
      ))}
      {more > 0 && <span>and {more} more</span>}
      {agreement !== null && (
        <span>
          {places.length > 0 && <span aria-hidden>· </span>}
          {agreement}
        </span>
      )}
    </div>
  );
}
