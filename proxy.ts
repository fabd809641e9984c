import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { loadEnv } from "@/lib/env/env";
import { contentSecurityPolicy, pageHeaders, requestHeadersForPage } from "@/lib/http/page-policy";

/**
 * Headers of pages, and nothing else: who may do what is decided in the domain, and holds without this file. The API is
 * left out, because Next keeps a copy of up to 10 MB of every body that passes here and cuts off the rest.
 */
export const config = { matcher: ["/((?!api/|_next/static/|(?:healthz|readyz|metrics)$).*)"] };

/** Gives each page a content security policy with a fresh 128-bit nonce, and the other security headers. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const where = {
    https: loadEnv().baseUrl.startsWith("https:"),
    development: process.env.NODE_ENV === "development",
  };
  const policy = contentSecurityPolicy(nonce, where);
  const path = `${request.nextUrl.pathname}${request.nextUrl.search}`;
  const response = NextResponse.next({
    request: { headers: requestHeadersForPage(request.headers, { nonce, policy, path }) },
  });
  for (const [name, value] of Object.entries(pageHeaders(nonce, where))) response.headers.set(name, value);
  return response;
}
