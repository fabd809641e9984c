import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError, ERROR_CODES, type ErrorCode } from "@/lib/errors/app-error";
import { loggableError } from "@/lib/http/loggable-error";
import { invalidInput, problemSchema, toProblem } from "@/lib/http/problem";
import { route } from "@/lib/http/route";

/** Restated from the contract, so that changing a status is seen here. */
const STATUS: Record<ErrorCode, number> = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LEASE_LOST: 409,
  IDEMPOTENCY_MISMATCH: 409,
  TOO_LARGE: 413,
  INVALID: 422,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
};

async function read(response: Response) {
  return problemSchema.parse(await response.json());
}

describe("an expected failure", () => {
  it.each(Object.entries(STATUS))("%s is a problem document with status %i", async (code, status) => {
    const response = toProblem(new AppError(code as ErrorCode, "What to do."));
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await read(response)).toEqual({
      type: `urn:vigil:problem:${code.toLowerCase().replaceAll("_", "-")}`,
      title: ERROR_CODES[code as ErrorCode].title,
      status,
      code,
      detail: "What to do.",
    });
  });

  it("says when to try again, what is wrong with which field, and what the state is now", async () => {
    const errors = [{ pointer: "/a", message: "is wrong" }];
    const response = toProblem(
      new AppError("CONFLICT", "No.", { retryAfterSeconds: 7, errors, members: { current: { state: "open" } } }),
    );
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await read(response)).toMatchObject({ errors, current: { state: "open" } });
  });

  it("keeps its own members when further ones are named alike", async () => {
    const members = { status: 200, code: "FINE", type: "about:blank", title: "Fine" };
    const response = toProblem(new AppError("CONFLICT", "No.", { members }));
    expect(await read(response)).toMatchObject({
      status: 409,
      code: "CONFLICT",
      type: "urn:vigil:problem:conflict",
      title: "The state has changed",
    });
  });
});

describe("an unexpected failure", () => {
  it.each([
    new Error("secret words at postgresql://vigil:pw@db/vigil"),
    new TypeError("secret words"),
    "secret words",
    { message: "secret words" },
    null,
    undefined,
  ])("is a 500 that says nothing of %s", async (thrown) => {
    const response = toProblem(thrown);
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const text = await response.text();
    expect(text).not.toMatch(/secret|postgresql|vigil:pw| at .*:\d+/);
    expect(JSON.parse(text)).toMatchObject({ code: "INTERNAL", status: 500 });
  });

  it("is logged by kind, code and place; the message only where we worded it", () => {
    const choked = (() => {
      try {
        return JSON.parse("words of a person");
      } catch (error) {
        return error;
      }
    })();
    const logged = loggableError(new Error("the job was not enqueued", { cause: choked }));
    expect(logged).toMatchObject({
      name: "Error",
      message: "the job was not enqueued",
      cause: { name: "SyntaxError" },
    });
    expect(JSON.stringify(logged)).toContain("problem.test.ts");
    expect(JSON.stringify(logged)).not.toContain("words of");
    const database = Object.assign(new Error("x"), {
      code: "23505",
      detail: "Key (email)=(a@example.org) already exists.",
    });
    expect(JSON.stringify(loggableError(database))).not.toContain("example.org");
    expect(loggableError(database)).toMatchObject({ code: "23505" });
    const named = Object.assign(new Error("x"), { name: "a@example.org said", code: "words of a person" });
    expect(JSON.stringify(loggableError(named))).not.toMatch(/example|words/);
  });

  it("of any handler becomes an answer", async () => {
    const failing = route(async () => {
      throw new Error("inside");
    });
    expect((await failing(new Request("http://x/"), { params: Promise.resolve({}) })).status).toBe(500);
    const unreadable = route(async () => new Response());
    expect((await unreadable(new Request("http://x/"), { params: Promise.reject(new Error("inside")) })).status).toBe(
      500,
    );
  });
});

it("marks every answer as not to be kept or guessed at", async () => {
  const answer = await route(async () => Response.json({}, { headers: { "cache-control": "public" } }))(
    new Request("http://x/"),
    {
      params: Promise.resolve({}),
    },
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

describe("input that does not fit", () => {
  const problemOf = (schema: z.ZodType, value: unknown) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? null : invalidInput(parsed.error);
  };

  it.each([
    ["a/b", "/a~1b"],
    ["a~b", "/a~0b"],
    ["~1", "/~01"],
    ["a b%", "/a b%"],
    ["", "/"],
  ])("names the field %j by the pointer %j (RFC 6901)", (key, pointer) => {
    const problem = problemOf(z.object({ [key]: z.number() }), { [key]: "x" });
    expect(problem?.extra.errors?.map((each) => each.pointer)).toEqual([pointer]);
  });

  it("names places inside lists, and the whole body by the empty pointer", () => {
    const schema = z.strictObject({ messages: z.array(z.strictObject({ text: z.string() })) });
    expect(problemOf(schema, { messages: [{ text: "a" }, { text: 1 }] })?.extra.errors?.[0]?.pointer).toBe(
      "/messages/1/text",
    );
    expect(problemOf(schema, [])?.extra.errors?.[0]?.pointer).toBe("");
  });

  it("names at most twenty", () => {
    expect(problemOf(z.array(z.number()), Array(500).fill("x"))?.extra.errors).toHaveLength(20);
  });

  it("never repeats the value", () => {
    const problem = problemOf(z.strictObject({ text: z.string().max(3), role: z.enum(["user"]) }), {
      text: "secret",
      role: "secret",
    });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });
});
