import { Callout } from "@/components/ui/callout";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Kept } from "@/domain/decide/kept";

/** That the content of a conversation is gone, or must stay; nothing where neither is so. */
export function KeptNotice({ erasedAt, emptiedAt, heldSince }: Kept) {
  return (
    <>
      {erasedAt !== null && (
        <Callout title="The content of this conversation was erased">
          <TimeAgo at={erasedAt} />. What was decided stays, without notes or names.{" "}
          {emptiedAt === null
            ? "It was erased for one of several people: the words of the others stay."
            : "No words are left."}
        </Callout>
      )}
      {heldSince !== null && (
        <Callout tone="warn" title="Under legal hold">
          Since <TimeAgo at={heldSince} />: nothing {erasedAt === null ? "of this conversation" : "that is left of it"}{" "}
          is erased until the hold is released.
        </Callout>
      )}
    </>
  );
}
