"use client";
import { buttonStyle } from "@/components/ui/button-style";

/**
 * A page that could not be shown. `digest` names the failure in the server's log; the message itself may hold content. Made
 * of nothing but elements: it comes with every page, and what it leaned on could be what failed.
 */
export function PageProblem({ digest }: { digest?: string }) {
  return (
    <div role="alert" className="mx-auto my-auto grid max-w-md justify-items-center gap-1.5 px-4 py-12 text-center">
      <p className="font-medium text-base text-strong">This page could not be shown</p>
      <p className="text-pretty text-muted text-sm">
        Something went wrong on our side; nothing you saved is lost. Try again, and if it stays like this tell an admin
        the reference below.
      </p>
      {digest !== undefined && <p className="mt-1 break-all font-mono text-faint text-xs">Reference {digest}</p>}
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        <button type="button" className={buttonStyle()} onClick={() => window.location.reload()}>
          Try again
        </button>
        <a href="/" className={buttonStyle()}>
          Go to the first page
        </a>
      </div>
    </div>
  );
}
