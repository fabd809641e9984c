/** Handing claims back for pages that were left, or that never came up. Knows nothing of React. */

/** Claims to be handed back in a moment, unless the page turns out to be still there (React mounts twice in development). */
const planned = new Map<string, ReturnType<typeof setTimeout>>();
const AFTER_LEAVING_MS = 200;
/** A claim that no page has shown for so long is handed back: going to its page takes a moment on a slow connection. */
const SHOWN_WITHIN_MS = 15_000;
/** Claims whose case is before the reader. */
const shown = new Set<string>();

const nameOf = (caseId: string, token: string) => `${caseId} ${token}`;

/** Hands a claim back without waiting for an answer: works even while the page goes away. */
export function handBack(caseId: string, token: string): void {
  const body = new Blob([JSON.stringify({ token })], { type: "application/json" });
  navigator.sendBeacon(`/api/v1/cases/${caseId}/release`, body);
}

function plan(claim: string, afterMs: number, leave: () => void): void {
  clearTimeout(planned.get(claim));
  const look = () => {
    planned.delete(claim);
    if (!shown.has(claim)) leave();
  };
  planned.set(claim, setTimeout(look, afterMs));
}

/** Hands a case that was claimed just now back unless its page comes up: what nobody sees must not wait for its lease. */
export function handBackUnlessShown(caseId: string, token: string): void {
  plan(nameOf(caseId, token), SHOWN_WITHIN_MS, () => handBack(caseId, token));
}

/** Whether a page shows the case of this claim. */
export function isShown(caseId: string, token: string): boolean {
  return shown.has(nameOf(caseId, token));
}

/**
 * Says that a page shows the case of this claim.
 * @param leave what to do once the page has been left
 * @returns to be called when it is
 */
export function showClaim(caseId: string, token: string, leave: () => void): () => void {
  const claim = nameOf(caseId, token);
  clearTimeout(planned.get(claim));
  planned.delete(claim);
  shown.add(claim);
  return () => {
    shown.delete(claim);
    plan(claim, AFTER_LEAVING_MS, leave);
  };
}
