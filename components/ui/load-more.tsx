import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

type LoadMoreProps = {
  hasMore: boolean;
  /** How many are on the page now, and what they are called: "50 conversations shown". */
  shown?: number;
  noun?: string;
  loading?: boolean;
  onLoad?: () => void;
  href?: string;
  endText?: string;
};

/** The foot of a list that comes in pages: says how much is shown, and fetches the next page. */
export function LoadMore({ hasMore, shown, noun = "rows", loading = false, onLoad, href, endText }: LoadMoreProps) {
  const so = shown === undefined ? "" : `${shown.toLocaleString("en")} ${noun} shown`;
  return (
    <div className="flex min-h-12 items-center justify-between gap-4 px-4 py-2 text-muted text-xs">
      <span role="status" className="tnum">
        {hasMore ? so : (endText ?? (so === "" ? "That is all." : `${so}. That is all.`))}
      </span>
      {hasMore && href !== undefined && (
        <LinkButton href={href} size="sm" scroll={false}>
          Show more
        </LinkButton>
      )}
      {hasMore && href === undefined && (
        <Button size="sm" loading={loading} onClick={onLoad}>
          Show more
        </Button>
      )}
    </div>
  );
}
