/** Only used to parse addresses; never visited. */
const HERE = "http://desk.invalid";

/**
 * Where to go after signing in: the path asked for when it lies on this site, else the first page. An address that a
 * browser would take elsewhere (`//host`, `/\host`, a scheme, control characters) is not followed.
 */
export function safeNext(next: string | readonly string[] | undefined): string {
  const wanted = typeof next === "string" ? next : "/";
  if (!wanted.startsWith("/") || /[\p{Cc}\\]/u.test(wanted) || !URL.canParse(wanted, HERE)) return "/";
  const url = new URL(wanted, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return "/";
  return url.pathname === "/sign-in" ? "/" : `${url.pathname}${url.search}${url.hash}`;
}

/** The way to the sign-in page and back to `path`. */
export function signInPath(path: string): string {
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
