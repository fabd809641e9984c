/**
 * Bytes for a `text[]` parameter of raw SQL, read back with `decode(…, 'hex')`. Prisma's driver writes a `bytea[]` that
 * holds a null as base64 text, so bytes never travel in arrays of their own type. It is also faster.
 */
export function hexArray(values: readonly (Uint8Array | null)[]): (string | null)[] {
  return values.map((value) => (value === null ? null : Buffer.from(value).toString("hex")));
}
