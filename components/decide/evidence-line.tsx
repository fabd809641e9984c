import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";

/** Messages of one risk that are named; more are only counted. */
const NAMED = 8;

type EvidenceLineProps = {
  /** Numbers of the chosen messages in the transcript, by message id. */
  chosen: readonly { id: string; number: number }[];
  required: boolean;
  picking: boolean;
  onPicking: (picking: boolean) => void;
  onRemove: (messageId: string) => void;
};

/** The messages that show a risk, and the way to choose them in the transcript. */
export function EvidenceLine({ chosen, required, picking, onPicking, onRemove }: EvidenceLineProps) {
  const more = chosen.length - NAMED;
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      <span className="text-muted">
        {chosen.length === 0 ? (required ? "No message chosen yet" : "No message named") : "Shown by"}
      </span>
      {chosen.slice(0, NAMED).map(({ id, number }) => (
        <Tag key={id} onRemove={() => onRemove(id)} removeLabel={`Message ${number} does not show it`}>
          #{number}
        </Tag>
      ))}
      {more > 0 && <span className="text-muted">and {more} more</span>}
      <Button
        size="sm"
        variant={picking || (required && chosen.length === 0) ? "default" : "quiet"}
        aria-pressed={picking}
        onClick={() => onPicking(!picking)}
      >
        {picking ? "Done choosing" : "Choose messages"}
      </Button>
    </div>
  );
}
