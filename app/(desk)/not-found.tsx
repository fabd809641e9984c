import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function DeskNotFoundPage() {
  return (
    <EmptyState
      className="my-auto"
      icon={<Compass />}
      title="There is no such page"
      description="The address may be mistyped, or what it named is gone."
      actions={<LinkButton href="/">Go to your first page</LinkButton>}
    />
  );
}
