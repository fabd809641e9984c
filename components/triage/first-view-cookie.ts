/** The cookie that remembers which view a person begins with, in this browser: the id of a view, nothing else. */
export const FIRST_VIEW_COOKIE = "vigil_first_view";
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Whether this browser can remember one: over plain http in a house network it has no store for that. */
export function canRemember(): boolean {
  return typeof window !== "undefined" && "cookieStore" in window;
}

/** Remembers the view, or forgets it. */
export async function rememberFirstView(viewId: string | null): Promise<void> {
  if (viewId === null) return cookieStore.delete({ name: FIRST_VIEW_COOKIE, path: "/" });
  const expires = Date.now() + YEAR_MS;
  await cookieStore.set({ name: FIRST_VIEW_COOKIE, value: viewId, path: "/", expires, sameSite: "lax" });
}

/** The view that this browser remembers. */
export function firstViewId(): string | null {
  return new RegExp(`(?:^|; )${FIRST_VIEW_COOKIE}=([0-9a-f-]{36})`).exec(document.cookie)?.[1] ?? null;
}
