import { Lock } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** In place of a page that the person's roles do not open. `what` completes "Your roles do not include …". */
export function NoAccess({ what }: { what: string }) {
  return (
    <EmptyState
      className="my-auto"
      icon={<Lock />}
      title="This page is not open to you"
      description={`Your roles do not include ${what}. An admin of this desk can change that.`}
      actions={<LinkButton href="/">Go to your first page</LinkButton>}
    />
  );
}
