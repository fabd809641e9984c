import "server-only";
import { cookies } from "next/headers";
import { FIRST_VIEW_COOKIE } from "@/components/triage/first-view-cookie";
import type { SavedView } from "@/domain/triage/views/saved-view";

/** The view that this browser begins with, if it is still there and narrows anything down. */
export async function findFirstView(views: readonly SavedView[]): Promise<SavedView | null> {
  const id = (await cookies()).get(FIRST_VIEW_COOKIE)?.value;
  const view = views.find((each) => each.id === id);
  return view !== undefined && Object.keys(view.filters).length > 0 ? view : null;
}
