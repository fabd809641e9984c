import { describe, expect, it } from "vitest";
import { type BodyLane, bodyLanes } from "@/lib/http/body-lane";
import { readBytes } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";
import { streamOf } from "@/lib/http/stream-of";

const context = { params: Promise.resolve({}) };
const post = (bytes: number) => new Request("http://x/", { method: "POST", body: new Uint8Array(bytes) });

/** A route on this lane that reads its body and then waits until it is told to answer. */
function slowRoute(bodies: BodyLane) {
  const answer = Promise.withResolvers<void>();
  let reading = 0;
  const handler = route(async (request) => {
    await readBytes(request);
    reading += 1;
    await answer.promise;
    return new Response("read");
  }, bodies);
  return { send: (bytes: number) => handler(post(bytes), context), answer: answer.resolve, reading: () => reading };
}

describe("the memory that bodies may take", () => {
  it("is taken until the request is answered, and beyond it a request is told to come again", async () => {
    const lane = { maxBytes: 1_000, heldBytes: 0 };
    const { send, answer, reading } = slowRoute(lane);
    const first = send(700);
    await expect.poll(reading).toBe(1);
    const refused = await send(400);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toMatchObject({ code: "UNAVAILABLE" });
    expect(lane.heldBytes).toBe(700);
    const small = send(300);
    await expect.poll(reading).toBe(2);
    answer();
    expect([(await first).status, (await small).status]).toEqual([200, 200]);
    expect(lane.heldBytes).toBe(0);
    expect((await send(1_000)).status).toBe(200);
  });

  it("counts what arrives, whatever the request says of its length, and holds nothing of what it refused", async () => {
    const lane = { maxBytes: 1_000, heldBytes: 0 };
    const handler = route(async (request) => Response.json((await readBytes(request)).byteLength), lane);
    async function* chunks() {
      yield new Uint8Array(600);
      yield new Uint8Array(600);
    }
    const init = { method: "POST", body: streamOf(chunks()), headers: { "content-length": "1" }, duplex: "half" };
    expect((await handler(new Request("http://x/", init), context)).status).toBe(503);
    expect(lane.heldBytes).toBe(0);
  });

  it("is given back when the handler fails", async () => {
    const lane = { maxBytes: 1_000, heldBytes: 0 };
    const handler = route(async (request) => {
      await readBytes(request, 600);
      throw new Error("failed");
    }, lane);
    for (const bytes of [500, 700, 500]) await handler(post(bytes), context);
    expect(lane.heldBytes).toBe(0);
  });

  it("of platforms is their own", async () => {
    const { api, webhooks } = bodyLanes();
    const { send } = slowRoute({ ...api, heldBytes: api.maxBytes });
    expect((await send(1)).status).toBe(503);
    const handler = route(async (request) => Response.json((await readBytes(request)).byteLength), webhooks);
    expect((await handler(post(1), context)).status).toBe(200);
    expect(webhooks).not.toBe(api);
  });
});
