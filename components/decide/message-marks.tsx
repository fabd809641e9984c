import { Crosshair, Lock, Pencil, Trash2 } from "lucide-react";
import { MessageTime } from "@/components/decide/message-time";
import type { Fresh } from "@/components/decide/transcript-turns";
import { Badge } from "@/components/ui/badge";
import type { MessageDto } from "@/domain/decide/message-dto";

const FRESH_LABELS: Readonly<Record<Fresh, string>> = { new: "New", changed: "New change" };

/** Above a private note, before the name of who wrote it: the person never saw this. */
export function PrivateNoteLabel() {
  return (
    <p className="flex items-center gap-1 font-medium text-muted text-xs">
      <Lock aria-hidden size={12} className="shrink-0" />
      Private note, not read by the model
    </p>
  );
}

type MessageMarksProps = {
  message: MessageDto;
  fresh: Fresh | null /** The risks that the reading sees in it. */;
  pointedFor: string | null;
};

/** What has to be known of a message before it is read: that it is new, edited or deleted, or that the reading names it. */
export function MessageMarks({ message, fresh, pointedFor }: MessageMarksProps) {
  const { editedAt, deletedAt, sentAt, later } = message;
  if (fresh === null && editedAt === null && deletedAt === null && pointedFor === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-1.5 py-0.5">
      {fresh !== null && <Badge tone="accent">{FRESH_LABELS[fresh]}</Badge>}
      {pointedFor !== null && (
        <Badge icon={<Crosshair aria-hidden />} className="h-auto min-h-5 whitespace-normal">
          The reading points here: {pointedFor}
        </Badge>
      )}
      {editedAt !== null && (
        <Badge icon={<Pencil aria-hidden />}>
          <span>
            {later.length > 0 ? "As it was; edited since" : "Edited"} <MessageTime at={editedAt} beside={sentAt} />
          </span>
        </Badge>
      )}
      {deletedAt !== null && (
        <Badge tone="danger" icon={<Trash2 aria-hidden />}>
          <span>
            Deleted at the source <MessageTime at={deletedAt} beside={sentAt} />
          </span>
        </Badge>
      )}
    </p>
  );
}
