/** The headers every page carries, and what a page's request may not bring along. Pure. */

type Where = { https: boolean; development: boolean };

/**
 * The content security policy (CSP level 3) of one page. Scripts run only with this answer's nonce.
 * @param nonce fresh for each answer, 128 random bits or more, base64
 */
export function contentSecurityPolicy(nonce: string, { https, development }: Where): string {
  const directives = [
    "default-src 'self'",
    // React's development build rebuilds server stacks with eval; the production build does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

const PERMISSIONS = ["camera", "microphone", "geolocation", "display-capture", "usb", "payment", "browsing-topics"];
const TWO_YEARS_SECONDS = 63_072_000;

/** What the answer to a page's request carries. */
export function pageHeaders(nonce: string, where: Where): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(nonce, where),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": PERMISSIONS.map((name) => `${name}=()`).join(", "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    ...(where.https ? { "strict-transport-security": `max-age=${TWO_YEARS_SECONDS}` } : {}),
  };
}

/** Headers that only we may set on the way to a page: Next reads nonce and middleware state from them. */
const OURS = /^(x-nonce|x-pathname|content-security-policy(-report-only)?|x-middleware-.*)$/i;

/**
 * The headers with which a page is rendered: those of the request without what only we may say, and with the nonce, the
 * policy that Next takes its own nonce from, and the path, which a layout cannot know otherwise.
 */
export function requestHeadersForPage(
  incoming: Headers,
  page: { nonce: string; policy: string; path: string },
): Headers {
  const headers = new Headers(incoming);
  for (const name of [...headers.keys()]) if (OURS.test(name)) headers.delete(name);
  headers.set("x-nonce", page.nonce);
  headers.set("content-security-policy", page.policy);
  headers.set("x-pathname", page.path);
  return headers;
}
