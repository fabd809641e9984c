import { TextLink } from "@/components/ui/link-button";
import type { ThreadParts } from "@/domain/decide/thread-parts";

/** Says which part of a long thread this is, with the ways to its neighbours. Nothing where the thread is one part. */
export function ThreadPartsLine({ of: { part, parts, partBeforeId, partAfterId } }: { of: ThreadParts }) {
  if (parts === 1) return null;
  return (
    <span className="tnum flex flex-wrap gap-x-2.5">
      Part {part} of {parts}
      {partBeforeId !== null && <TextLink href={`/conversations/${partBeforeId}`}>What came before</TextLink>}
      {partAfterId !== null && <TextLink href={`/conversations/${partAfterId}`}>How it goes on</TextLink>}
    </span>
  );
}
