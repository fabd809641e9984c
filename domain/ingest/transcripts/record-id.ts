/** Ids for records whose format gives none, the same at every reading. Pure. */
import { hash } from "node:crypto";
import { outsideId } from "@/lib/text/printable";

const LONGEST_ID = 200;
const usable = outsideId(LONGEST_ID);

/** A short id made of what the record says: SHA-256 cut to 128 bits, as 22 characters of base64url. */
export function recordId(...parts: readonly string[]): string {
  return hash("sha256", JSON.stringify(parts), "buffer").subarray(0, 16).toString("base64url");
}

/** An id from a file as Vigil can store it: kept to the letter, or hashed where it is empty, too long or not printable. */
export function storableId(id: string): string {
  // Letters that are shorter than the limit need no closer look.
  return /^[\w.:@+-]{1,200}$/.test(id) || usable.safeParse(id).success ? id : recordId(id);
}
