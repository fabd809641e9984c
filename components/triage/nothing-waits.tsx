import { CircleCheck, Filter } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type NothingWaitsProps = { filtered: boolean; allRead: boolean; onClear: () => void };

/** A list without cases: because of its filters, because all is done, or because readings are still on their way. */
export function NothingWaits({ filtered, allRead, onClear }: NothingWaitsProps) {
  if (filtered) {
    return (
      <EmptyState
        icon={<Filter />}
        title="No case fits these filters"
        description="There may be others that do not."
        actions={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  }
  if (!allRead) {
    return (
      <EmptyState
        icon={<CircleCheck />}
        title="No case waits"
        description="Conversations that came in are still being read. What needs a person appears here by itself, the most urgent on top."
      />
    );
  }
  return (
    <EmptyState
      icon={<CircleCheck />}
      title="Nothing waits"
      description="Every case has been looked at. The next one appears here by itself within seconds, the most urgent on top. A good moment to look away from the screen."
    />
  );
}
