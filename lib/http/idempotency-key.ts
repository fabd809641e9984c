import { AppError } from "@/lib/errors/app-error";

/** The Idempotency-Key header: 1 to 200 visible ASCII characters. Undefined when absent; throws BAD_REQUEST when unusable. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new AppError("BAD_REQUEST", "The Idempotency-Key must be 1 to 200 visible ASCII characters without spaces.");
  }
  return key;
}
