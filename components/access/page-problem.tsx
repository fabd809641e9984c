"use client";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

/** A page that could not be shown. `digest` names the failure in the server's log; the message itself may hold content. */
export function PageProblem({ digest }: { digest?: string }) {
  return (
    <ErrorState
      className="my-auto"
      title="This page could not be shown"
      whatToDo="Something went wrong on our side; nothing you saved is lost. Try again, and if it stays like this tell an admin the reference below."
      detail={digest === undefined ? undefined : `Reference ${digest}`}
      onRetry={() => window.location.reload()}
      actions={<LinkButton href="/">Go to the first page</LinkButton>}
    />
  );
}
