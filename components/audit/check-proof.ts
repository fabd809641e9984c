/** Checks in the browser that an entry is in the log: nothing of the server's is believed but the root that was signed. */
import type { InclusionProof } from "@/domain/audit/log-dto";
import { pathSides } from "@/domain/audit/merkle/path-sides";

export type ProofCheck = { ok: true } | { ok: false; why: string };

const no = (why: string): ProofCheck => ({ ok: false, why });
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const base64Hex = (text: string) => hex(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));

async function hashOf(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

async function rootOver({ index, size, path }: InclusionProof, leaf: Uint8Array): Promise<string | null> {
  const sides = pathSides(index, size);
  if (sides === null || sides.length !== path.length) return null;
  let hash = leaf;
  for (const [step, side] of sides.entries()) {
    const other = bytesOf(path[step] ?? "");
    hash = side === "left" ? await hashOf(Uint8Array.of(1), other, hash) : await hashOf(Uint8Array.of(1), hash, other);
  }
  return hex(hash);
}

/**
 * Hashes the entry, goes up to the root, and compares it with the one in the checkpoint. The signature of the checkpoint is
 * left to `vigil audit verify` and other tools that were handed the key.
 * @param shown the hash that the page shows for the entry
 */
export async function checkProof(proof: InclusionProof, shown: { id: string; leafHash: string }): Promise<ProofCheck> {
  const leaf = await hashOf(Uint8Array.of(0), new TextEncoder().encode(proof.canonical));
  if (hex(leaf) !== shown.leafHash) return no("The bytes of the entry have another hash than the one shown here.");
  const said: unknown = JSON.parse(proof.canonical);
  if (!(typeof said === "object" && said !== null && "id" in said && said.id === shown.id))
    return no("The bytes are those of another entry.");
  const [, size, root] = (proof.checkpoint?.note ?? "").split("\n");
  if (size !== String(proof.size) || root === undefined) return no("There is no checkpoint over this tree.");
  if ((await rootOver(proof, leaf)) !== base64Hex(root))
    return no("The entry does not lead to the root that was signed.");
  return { ok: true };
}
