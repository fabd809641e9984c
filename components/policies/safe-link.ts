/** Links that a policy may hold: to pages, addresses and telephone numbers. Pure. */

const SAFE = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:\+?[\d])/i;

/** The address if a reader may follow it, or it points inside the same text; else "", for which no link is made. */
export function safeLink(url: string): string {
  // Browsers leave out tabs, line ends and what comes before the scheme; so does this, before it looks.
  const bare = url.replace(/\p{Cc}/gu, "").trim();
  return bare.startsWith("#") || SAFE.test(bare) ? bare : "";
}
