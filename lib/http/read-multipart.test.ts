import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { toProblem } from "@/lib/http/problem";
import { type MultipartFile, readMultipart } from "@/lib/http/read-multipart";

const BOUNDARY = "cut-here";
const TYPE = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (content: string, name = "chat.txt") =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function readAll({ fields, fileName, content }: MultipartFile) {
  let text = "";
  for await (const chunk of content) text += Buffer.from(chunk).toString();
  return { fields, fileName, text };
}

/** A real server whose handler is what a route is. */
async function serve(use: (file: MultipartFile) => Promise<unknown>): Promise<{ url: string; port: number }> {
  const server = createServer((incoming, outgoing) => {
    const headers = new Headers({ "content-type": incoming.headers["content-type"] ?? "" });
    const init = { method: "POST", headers, body: Readable.toWeb(incoming), duplex: "half" };
    const answer = readMultipart(new Request("http://desk.test/", init as RequestInit), use)
      .then((value) => Response.json(value))
      .catch(toProblem);
    void answer.then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/`, port: address.port };
}

async function send(body: string, headers: Record<string, string> = TYPE) {
  const { url } = await serve(readAll);
  const response = await fetch(url, { method: "POST", headers, body });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

const problemSchema = z.object({ detail: z.string() });

describe("a multipart body", () => {
  test("gives its fields, and the file as it comes", async () => {
    const { status, answer } = await send(
      field("timezone", "Asia/Kathmandu") + field("empty", "") + file("Grüße\r\n--cut", "Grüße.txt") + END,
    );
    expect(status).toBe(200);
    expect(answer).toEqual({
      fields: { timezone: "Asia/Kathmandu", empty: "" },
      fileName: "Grüße.txt",
      text: "Grüße\r\n--cut",
    });
  });

  test.each([
    ["keeps the folders of a name", "export/inbox/message_1.json", "export/inbox/message_1.json"],
    ["names a file without a name", "", "unnamed"],
    ["cuts a name at its front", `${"x".repeat(500)}.json`, `${"x".repeat(395)}.json`],
  ])("%s", async (_, name, expected) => {
    expect((await send(file("a", name) + END)).answer).toMatchObject({ fileName: expected });
  });

  test("as browsers make it is understood", async () => {
    const { url } = await serve(readAll);
    const form = new FormData();
    form.append("sourceId", "s-1");
    form.append("file", new Blob(["one\ntwo"]), "a/b.txt");
    const answer: unknown = await (await fetch(url, { method: "POST", body: form })).json();
    expect(answer).toEqual({ fields: { sourceId: "s-1" }, fileName: "a/b.txt", text: "one\ntwo" });
  });

  test.each<[string, string, RegExp, Record<string, string>?]>([
    ["without a file", field("format", "csv") + END, /no file/],
    ["with nothing in it", END, /no file/],
    ["that is empty", "", /ended|no file|as multipart/],
    ["with two files", file("one") + file("two") + END, /one file/],
    ["with a field after the file", file("one") + field("format", "csv") + END, /before the file/],
    ["with a field after a large file", file("x".repeat(400_000)) + field("format", "csv") + END, /before the file/],
    ["with too many fields", field("a", "b").repeat(21) + file("one") + END, /at most 20/],
    ["with a field beyond all measure", field("a", "b".repeat(100_001)) + file("one") + END, /too long/],
    ["that ends inside the file", file("one").slice(0, -6), /ended before/],
    ["that ends after the file, without a last boundary", file("one"), /ended before/],
    ["that ends inside a field", field("format", "csv").slice(0, -8), /ended before|no file/],
    ["of another type", "{}", /multipart/, { "content-type": "application/json" }],
    ["that names no boundary", "{}", /boundary/, { "content-type": "multipart/form-data" }],
    ["of noise", "\u0000\u0001 noise ".repeat(1_000), /ended|no file/],
  ])("%s is refused with what to do", async (_, body, expected, headers) => {
    const { status, answer } = await send(body, headers);
    expect([status, problemSchema.parse(answer).detail]).toEqual([400, expect.stringMatching(expected)]);
  });

  test("whose sender hangs up in the middle is an error for whoever reads it, and for nobody else", async () => {
    const failed = Promise.withResolvers<unknown>();
    const { port } = await serve(async (given) => readAll(given).catch((error: unknown) => failed.resolve(error)));
    const socket = connect(port, "127.0.0.1");
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${TYPE["content-type"]}\r\nContent-Length: 900000\r\n\r\n`;
    socket.write(head + file("x".repeat(100_000)));
    await sleep(100);
    socket.destroy();
    expect(await failed.promise).toMatchObject({ code: "BAD_REQUEST", message: expect.stringMatching(/ended/) });
  });

  test("whose sender hangs up before anybody reads it ends no process", async () => {
    const failed = Promise.withResolvers<unknown>();
    const { port } = await serve(async (given) => {
      await sleep(300);
      return readAll(given).catch((error: unknown) => failed.resolve(error));
    });
    const socket = connect(port, "127.0.0.1");
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${TYPE["content-type"]}\r\nContent-Length: 900000\r\n\r\n`;
    socket.write(head + file("x".repeat(5_000)));
    await sleep(50);
    socket.destroy();
    expect(await failed.promise).toMatchObject({ code: "BAD_REQUEST" });
  });

  test("that nobody wants is thrown away, and its sender sees the answer", async () => {
    const { url } = await serve(() => Promise.reject(new Error("not wanted")));
    const body = file("x".repeat(20_000_000)) + END;
    const response = await fetch(url, { method: "POST", headers: TYPE, body });
    expect(response.status).toBe(500);
  });

  test("that is left half way is thrown away too", async () => {
    const { url } = await serve(async ({ content }) => {
      for await (const chunk of content) return { first: chunk.byteLength > 0 };
    });
    const response = await fetch(url, { method: "POST", headers: TYPE, body: file("x".repeat(20_000_000)) + END });
    expect(await response.json()).toEqual({ first: true });
  });

  test("is not read faster than it is taken", async () => {
    const piece = new Uint8Array(64 * 1024);
    let sent = 0;
    const source = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(file("").slice(0, -2))),
      pull(controller) {
        sent += piece.length;
        if (sent > 64 * 1024 * 1024) controller.close();
        else controller.enqueue(piece);
      },
    });
    const init = { method: "POST", headers: TYPE, body: source, duplex: "half" };
    await readMultipart(new Request("http://desk.test/", init as RequestInit), async ({ content }) => {
      for await (const _ of content) {
        await sleep(300);
        expect(sent).toBeLessThan(2 * 1024 * 1024);
        return;
      }
    });
  });
});
