import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { auth } from "@/domain/access/auth";

/** Nobody sends more in earnest, and each costs a signature. */
const MOST_COOKIES = 4;

/** Values of all cookies with this name; a browser sends one, as a rule. */
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

/** The token before the last point, if what follows is its signature. */
function tokenOf(value: string, secret: string): string | null {
  const at = value.lastIndexOf(".");
  const token = value.slice(0, Math.max(0, at));
  const given = Buffer.from(value.slice(at + 1));
  const right = Buffer.from(createHmac("sha256", secret).update(token).digest("base64"));
  return token !== "" && given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

/**
 * The token of the session that these headers name, as better-auth signs it: `token.signature`, the signature being
 * base64 of HMAC-SHA-256 over the token, all percent-encoded.
 * Of several cookies of this name, which an old path or a neighbouring host may have left, the one that was signed here.
 * @returns null where there is none
 */
export async function readSessionToken(headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await auth().$context;
  const values = valuesOf(headers.get("cookie") ?? "", authCookies.sessionToken.name).slice(0, MOST_COOKIES);
  for (const value of values) {
    const token = tokenOf(decode(value) ?? "", secret);
    if (token !== null) return token;
  }
  return null;
}
