import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { AppError } from "@/lib/errors/app-error";

const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 100_000;
const LONGEST_NAME = 400;

export type MultipartFile = { fields: Record<string, string>; fileName: string; content: AsyncIterable<Uint8Array> };

/**
 * Reads a multipart body (RFC 7578) up to its one file, whose content is then streamed as fast as it is taken: nothing of
 * it is held in memory. Fields have to stand before the file. The file's name may be a path, and is never one here.
 * @param use takes the file; what it leaves of the body is read and thrown away, so that the sender sees the answer
 * @throws BAD_REQUEST, from here or from `content`: no multipart, no file, a second file or a field after it, or a body
 *   that ends in the middle; and whatever `use` throws
 */
export async function readMultipart<T>(request: Request, use: (file: MultipartFile) => Promise<T>): Promise<T> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.toLowerCase().startsWith("multipart/form-data") || request.body === null) {
    throw new AppError("BAD_REQUEST", "Send the file as multipart/form-data.");
  }
  const body = Readable.fromWeb(request.body as ReadableStream);
  // A sender that hangs up after the answer is nobody's business any more.
  body.on("error", () => {});
  try {
    return await use(await findFile(body, busboyFor(contentType)));
  } finally {
    body.unpipe();
    body.resume();
  }
}

function findFile(body: Readable, parser: BusboyInstance): Promise<MultipartFile> {
  const fields: Record<string, string> = {};
  const ended = Promise.withResolvers<AppError | null>();
  return new Promise((resolve, reject) => {
    let file: Readable | null = null;
    const fail = (detail: string) => {
      const error = new AppError("BAD_REQUEST", detail);
      body.unpipe(parser);
      ended.resolve(error);
      file?.destroy(error);
      reject(error);
    };
    parser.on("field", (name, value, _nameCut, valueCut) => {
      if (file) fail("Put all fields before the file.");
      else if (valueCut) fail(`The field ${JSON.stringify(name.slice(0, 40))} is too long.`);
      else fields[name] = value;
    });
    parser.on("fieldsLimit", () => fail(`Send at most ${MAX_FIELDS} fields.`));
    parser.on("file", (_name, stream, fileName) => {
      // Nobody may listen yet, or any more; an error without a listener would end the process.
      stream.on("error", () => {});
      if (file) {
        stream.resume();
        return fail("Send one file in one request.");
      }
      file = stream;
      resolve({
        fields,
        fileName: fileName?.slice(-LONGEST_NAME) || "unnamed",
        content: contentOf(stream, ended.promise),
      });
    });
    parser.on("finish", () => (file ? ended.resolve(null) : fail("There is no file in this request.")));
    parser.on("error", () => fail("The body ended before the file did, or is no multipart."));
    body.on("error", () => fail("The body ended before the file did."));
    body.pipe(parser);
  });
}

/** Ends only when the whole body was seen: what stands after the file may still make the request a bad one. */
async function* contentOf(file: Readable, ended: Promise<AppError | null>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk;
  } catch {
    throw (await ended) ?? new AppError("BAD_REQUEST", "The body ended before the file did.");
  }
  const problem = await ended;
  if (problem) throw problem;
}

function busboyFor(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES },
      preservePath: true,
    });
  } catch {
    throw new AppError("BAD_REQUEST", "The multipart body names no boundary.");
  }
}
