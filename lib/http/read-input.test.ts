import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { MAX_BODY_BYTES, parseJson, readBytes, readJson, readQuery } from "@/lib/http/read-input";

/** A request whose body comes in these chunks, with no length stated, or a false one. */
function chunked(
  chunks: readonly Uint8Array[],
  headers: Record<string, string> = {},
): { request: Request; pulled: () => number } {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[next];
      next += 1;
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const init = { method: "POST", body, headers, duplex: "half" };
  return { request: new Request("http://x/", init), pulled: () => next };
}

const post = (body: Uint8Array<ArrayBuffer> | string) => new Request("http://x/", { method: "POST", body });
const anything = z.unknown();
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "none",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("the size of a body", () => {
  const kilobyte = new Uint8Array(1024).fill(0x20);

  it("is counted as it arrives, whatever the request says of its length", async () => {
    expect(await codeOf(readBytes(chunked([kilobyte, kilobyte]).request, 2048))).toBe("none");
    expect(await codeOf(readBytes(chunked([kilobyte, kilobyte, new Uint8Array(1)]).request, 2048))).toBe("TOO_LARGE");
    const lying = chunked([kilobyte, kilobyte, kilobyte], { "content-length": "1" });
    expect(await codeOf(readBytes(lying.request, 2048))).toBe("TOO_LARGE");
  });

  it("is refused before anything is read when the request states too much", async () => {
    const { request } = chunked([kilobyte, kilobyte, kilobyte, kilobyte], { "content-length": "4096" });
    expect(await codeOf(readBytes(request, 2048))).toBe("TOO_LARGE");
    expect(request.bodyUsed).toBe(false);
  });

  it("is not read further once it is too large", async () => {
    const { request, pulled } = chunked(Array<Uint8Array>(1_000).fill(kilobyte));
    expect(await codeOf(readBytes(request, 2048))).toBe("TOO_LARGE");
    expect(pulled()).toBeLessThan(10);
  });

  it("counts bytes and not characters", async () => {
    expect(await codeOf(readJson(post(JSON.stringify("é".repeat(100))), anything, 150))).toBe("TOO_LARGE");
    expect(await codeOf(readJson(post(JSON.stringify("é".repeat(100))), anything, 202))).toBe("none");
  });

  it("may be 16 MiB and not one byte more", async () => {
    expect(await codeOf(readJson(post(`"${"a".repeat(MAX_BODY_BYTES - 2)}"`), anything))).toBe("none");
    expect(await codeOf(readJson(post(`"${"a".repeat(MAX_BODY_BYTES - 1)}"`), anything))).toBe("TOO_LARGE");
  });

  it.each(["-1", "abc", "1e999", ""])("cannot be hidden behind the length “%s”", async (length) => {
    const { request } = chunked([kilobyte, kilobyte, kilobyte], { "content-length": length });
    expect(await codeOf(readBytes(request, 2048))).toBe("TOO_LARGE");
  });
});

describe("a JSON body", () => {
  it.each([
    ["an overlong encoding", [0x22, 0xc0, 0xaf, 0x22]],
    ["a lone continuation byte", [0x22, 0x80, 0x22]],
    ["a surrogate in UTF-8", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a cut character", [0x22, 0xe2, 0x82, 0x22]],
    ["Latin-1", [0x22, 0xe9, 0x22]],
    ["UTF-16", [0xff, 0xfe, 0x22, 0x00, 0x22, 0x00]],
  ])("in %s is refused, never repaired", async (_, bytes) => {
    expect(await codeOf(readJson(post(Uint8Array.from(bytes)), anything))).toBe("BAD_REQUEST");
  });

  it.each(["{", "{]", "nul", "{'a':1}", '{"a":1,}', "NaN", "01", '"\u0001"', "{} {}", "text", " "])(
    "is refused when it is %j",
    async (text) => {
      expect(await codeOf(readJson(post(text), anything))).toBe("BAD_REQUEST");
    },
  );

  it("says nothing of what it held", async () => {
    await expect(readJson(post("words of a person"), anything)).rejects.not.toThrow(/words/);
  });

  it("split in the middle of a character is read whole", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify("👨‍👩‍👧é"));
    const { request } = chunked([...bytes].map((byte) => Uint8Array.of(byte)));
    expect(await readJson(request, z.string())).toBe("👨‍👩‍👧é");
  });

  it("that is empty is an empty object", async () => {
    expect(await readJson(new Request("http://x/", { method: "POST" }), anything)).toEqual({});
    expect(await readJson(post(""), z.strictObject({}))).toEqual({});
  });

  it("keeps escaped lone surrogates", async () => {
    expect(await readJson(post('"\\ud800"'), z.string())).toBe("\ud800");
  });

  it("nested a hundred thousand deep is an answer, not a crash", async () => {
    const depth = 100_000;
    const text = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(["none", "BAD_REQUEST"]).toContain(await codeOf(readJson(post(text), anything)));
  });

  it("cannot set what every object inherits", async () => {
    const text = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';
    const strict = z.strictObject({ name: z.string().optional() });
    expect(await codeOf(readJson(post(text), strict))).toBe("INVALID");
    const loose = await readJson(post('{"__proto__":{"admin":true},"name":"a"}'), z.object({ name: z.string() }));
    expect(loose).toEqual({ name: "a" });
    expect((loose as { admin?: unknown }).admin).toBeUndefined();
    const record = await readJson(post('{"__proto__":{"admin":true}}'), z.record(z.string(), z.unknown()));
    expect((record as { admin?: unknown }).admin).toBeUndefined();
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it("of a field called hasOwnProperty does no harm", () => {
    expect(parseJson(new TextEncoder().encode('{"hasOwnProperty":1}'))).toEqual({ hasOwnProperty: 1 });
  });
});

describe("a query string", () => {
  const schema = z.object({ tier: z.coerce.number().int().optional() });

  it("is read against the schema", () => {
    expect(readQuery(new Request("http://x/?tier=2&other=1"), schema)).toEqual({ tier: 2 });
    expect(() => readQuery(new Request("http://x/?tier=high"), schema)).toThrow(AppError);
  });

  it("cannot set what every object inherits", () => {
    const read = readQuery(new Request("http://x/?__proto__=admin&constructor=x&tier=1"), schema);
    expect(read).toEqual({ tier: 1 });
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

describe("the Idempotency-Key", () => {
  const keyOf = (key: string) => idempotencyKeyOf(new Request("http://x/", { headers: { "idempotency-key": key } }));

  it.each(["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", '"quoted"', "~".repeat(200)])("may be %s", (key) => {
    expect(keyOf(key)).toBe(key);
  });

  it("may be left out", () => {
    expect(idempotencyKeyOf(new Request("http://x/"))).toBeUndefined();
  });

  it.each(["", "a b", "é", "a".repeat(201), "a\tb"])("may not be %j", (key) => {
    expect(() => keyOf(key)).toThrow(AppError);
  });
});
