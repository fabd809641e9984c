import { Callout } from "@/components/ui/callout";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Kept } from "@/domain/decide/kept";

/** That the content of a conversation is gone, or must stay; nothing where neither is so. */
export function KeptNotice({ erasedAt, heldSince }: Kept) {
  if (erasedAt !== null)
    return (
      <Callout title="The content of this conversation was erased">
        <TimeAgo at={erasedAt} />. What was decided stays, without words, notes or names.
      </Callout>
    );
  if (heldSince === null) return null;
  return (
    <Callout tone="warn" title="Under legal hold">
      Since <TimeAgo at={heldSince} />: nothing of this conversation is erased until the hold is released.
    </Callout>
  );
}
