/** Makes zips for tests. */
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** A zip of files by their names, in the given order. */
export async function zipOf(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as unknown as AsyncIterable<Buffer>);
}
