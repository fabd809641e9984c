import { Lock } from "lucide-react";
import { findPageUser } from "@/components/access/page-user";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { noteRefusal } from "@/domain/access/note-refusal";

/** In place of a page that the person's roles do not open, which is recorded. `what` completes "Your roles do not include …". */
export async function NoAccess({ what }: { what: string }) {
  const user = await findPageUser();
  if (user) await noteRefusal({ actor: user, what: "page" });
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
