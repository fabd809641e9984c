"use client";
import { useEffect } from "react";

const QUESTION = "There are changes on this page that are not saved. Leave without them?";

/** Whether a click goes to another page of ours in this tab. */
function leavesPage(event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return false;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return false;
  const { origin, pathname } = new URL(link.href, location.href);
  return origin === location.origin && pathname !== location.pathname;
}

/**
 * Asks before changes that are not saved would be lost: on leaving the page by a link, and on closing or reloading it. The
 * keys that go elsewhere ("g t") do not act while a field has the focus.
 */
export function useUnsavedGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const onClick = (event: MouseEvent) => {
      if (!leavesPage(event) || window.confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Before the links' own listeners, which would already be on their way.
    document.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [unsaved]);
}
