import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { auth } from "@/domain/access/auth";

/** Values of all cookies with this name; a browser sends one. */
function valuesOf(header: string, name: string): string[] {
  return header.split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : [];
  });
}

/** @returns null for what is not percent-encoded as cookies are */
function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * The token of the session that these headers name, as better-auth signs it: `token.signature`, the signature being
 * base64 of HMAC-SHA-256 over the token, all percent-encoded.
 * @returns null where there is no such cookie, more than one, or one that was not signed here
 */
export async function readSessionToken(headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await auth().$context;
  const [only, ...others] = valuesOf(headers.get("cookie") ?? "", authCookies.sessionToken.name);
  const value = only === undefined || others.length > 0 ? null : decode(only);
  if (value === null) return null;
  const at = value.lastIndexOf(".");
  const token = value.slice(0, Math.max(0, at));
  const [given, right] = [
    Buffer.from(value.slice(at + 1)),
    createHmac("sha256", secret).update(token).digest("base64"),
  ];
  if (token === "" || given.length !== right.length || !timingSafeEqual(given, Buffer.from(right))) return null;
  return token;
}
