import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Where the address asks for something the list does not know. Shows no rows, so that it is not taken for a result. */
export function BadQuery({ problems, path }: { problems: Readonly<Record<string, string>>; path: string }) {
  const names = Object.keys(problems).filter((name) => name !== "");
  return (
    <EmptyState
      icon={<SearchX />}
      title="This filter is not understood"
      description={`Something in the address is not what it should be${names.length > 0 ? `: ${names.join(", ")}` : ""}. Nothing was looked up.`}
      actions={<LinkButton href={path}>Begin without filters</LinkButton>}
    />
  );
}
