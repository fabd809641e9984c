import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { AppError } from "@/lib/errors/app-error";

const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 100_000;

export type MultipartFile = { fields: Record<string, string>; fileName: string; content: AsyncIterable<Uint8Array> };

/**
 * Reads a multipart body (RFC 7578) up to its one file, whose content is then streamed: nothing of it is held in memory.
 * Fields have to stand before the file.
 * @throws BAD_REQUEST, at once or while the content is read: no multipart, no file, a second file or a field after it,
 *   or a body that ends in the middle
 */
export function readMultipart(request: Request): Promise<MultipartFile> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.toLowerCase().startsWith("multipart/form-data") || request.body === null) {
    throw new AppError("BAD_REQUEST", "Send the file as multipart/form-data.");
  }
  const body = Readable.fromWeb(request.body as ReadableStream);
  const parser = busboyFor(contentType);
  const fields: Record<string, string> = {};
  return new Promise((resolve, reject) => {
    let file: Readable | null = null;
    /** Whatever goes wrong reaches the reader of the file, or, before there is one, the caller. */
    const fail = (detail: string) => {
      const error = new AppError("BAD_REQUEST", detail);
      body.unpipe(parser);
      body.destroy();
      if (file) file.destroy(error);
      else reject(error);
    };
    parser.on("field", (name, value, _nameCut, valueCut) => {
      if (file) return fail("Put all fields before the file.");
      if (valueCut) return fail(`The field ${JSON.stringify(name.slice(0, 40))} is too long.`);
      fields[name] = value;
    });
    parser.on("file", (_name, stream, fileName) => {
      if (file) return fail("Send one file in one request.");
      file = stream;
      resolve({ fields, fileName: fileName?.slice(-400) || "unnamed", content: stream });
    });
    parser.on("finish", () => {
      if (!file) fail("There is no file in this request.");
    });
    parser.on("error", () => fail("The multipart body is broken."));
    body.on("error", () => fail("The body ended before the file did."));
    body.pipe(parser);
  });
}

function busboyFor(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES },
    });
  } catch {
    throw new AppError("BAD_REQUEST", "The multipart body names no boundary.");
  }
}
