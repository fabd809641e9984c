import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { holdBytes } from "@/lib/http/body-lane";
import { invalidInput } from "@/lib/http/problem";

/** The largest JSON body any route takes, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads a body up to `MAX_BODY_BYTES`, counting what really arrives.
 * @throws TOO_LARGE; UNAVAILABLE when this process holds as many bytes of bodies as it may
 */
export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  const tooLarge = () => new AppError("TOO_LARGE", `Send at most ${maxBytes} bytes in one request.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength;
    if (total > maxBytes) throw tooLarge();
    holdBytes(request, chunk.byteLength);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a JSON body and parses it. An empty body is read as `{}`, so that calls without input need none.
 * Throws `TOO_LARGE`, `BAD_REQUEST` (not JSON, not UTF-8) or `INVALID`.
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  maxBytes?: number,
): Promise<z.infer<S>> {
  const bytes = await readBytes(request, maxBytes);
  return parseInput(schema, parseJson(bytes));
}

/** Parses bytes as JSON. Throws `BAD_REQUEST`. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("BAD_REQUEST", "The body must be JSON in UTF-8.");
  }
}

/** Reads the query string against a schema whose fields are strings or coerced from strings. Throws `INVALID`. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): z.infer<S> {
  return parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/** Parses what came from outside. Throws `INVALID` naming the fields at fault. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
