import { describe, expect, it, onTestFinished } from "vitest";
import { urlProblem } from "@/lib/outbound/check-url";
import { postJson } from "@/lib/outbound/post-json";
import { type Resolve, resolveTarget } from "@/lib/outbound/resolve-target";
import { startReceiver } from "@/lib/outbound/testing/receiver";

const LOCAL = ["127.0.0.1/32"];
const message = { headers: {}, body: "{}" };
const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: 4 }));

async function receiver(...answers: Parameters<typeof startReceiver>) {
  const started = await startReceiver(...answers);
  onTestFinished(started.stop);
  return started;
}

describe("postJson", () => {
  it("connects to the address that was checked, though the name has led elsewhere since", async () => {
    const { port, received } = await receiver();
    let asked = 0;
    // The first answer is fine; every later one would lead to where nothing may go.
    const resolve: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
    };
    const sent = await postJson(`http://rebinding.test:${port}/`, message, { allowedNetworks: LOCAL, resolve });
    expect(sent).toMatchObject({ ok: true, status: 204 });
    expect(received[0]?.headers.host).toBe(`rebinding.test:${port}`);
    expect(asked).toBe(1);
  });

  it.each([
    ["a name that leads into the network", "http://inside.test:8080/", to("10.0.0.8")],
    ["a name that leads to this machine", "https://inside.test/", to("127.0.0.2")],
    ["an address of the cloud's metadata", "http://169.254.169.254/latest", undefined],
    ["this machine by another spelling", "http://0x7f.2:8080/", undefined],
    ["this machine by one number", "http://2130706434:8080/", undefined],
    ["this machine in IPv6", "http://[::1]:8080/", undefined],
    ["an IPv4 address in brackets", "http://[::ffff:10.0.0.1]:8080/", undefined],
  ])("refuses %s", async (_, url, resolve) => {
    const sent = await postJson(url, message, { allowedNetworks: LOCAL, ...(resolve ? { resolve } : {}) });
    expect(sent).toMatchObject({ ok: false, status: null, error: expect.stringContaining("not public") });
  });

  it("uses of several addresses those that are fine", async () => {
    const guard = { allowedNetworks: [], resolve: to("10.0.0.1", "1.1.1.1", "127.0.0.1") };
    expect(await resolveTarget("several.test", true, guard)).toEqual([{ address: "1.1.1.1", family: 4 }]);
  });

  it("sends nothing unencrypted to a public host", async () => {
    const sent = await postJson("http://public.test/", message, { allowedNetworks: [], resolve: to("1.1.1.1") });
    expect(sent).toMatchObject({ ok: false, error: expect.stringContaining("encrypted") });
  });

  it.each([
    [
      { status: 200, body: "fine" },
      { ok: true, status: 200, said: "fine" },
    ],
    [
      { status: 302, headers: { location: "http://127.0.0.1:1/" } },
      { ok: false, gone: false, status: 302 },
    ],
    [{ status: 410 }, { ok: false, gone: true, status: 410 }],
    [
      { status: 429, headers: { "retry-after": "90" } },
      { ok: false, status: 429, retryAfterSeconds: 90 },
    ],
    [
      { status: 503, headers: { "retry-after": "soon" } },
      { ok: false, status: 503, retryAfterSeconds: null },
    ],
    [
      { status: 500, headers: { "retry-after": "9999999" } },
      { ok: false, status: 500, retryAfterSeconds: 86_400 },
    ],
  ])("reads the answer %j", async (answer, expected) => {
    const { url } = await receiver(answer);
    expect(await postJson(url, message, { allowedNetworks: LOCAL })).toMatchObject(expected);
  });

  it("reads of a long answer only the beginning", async () => {
    const { url } = await receiver({ status: 500, body: "x".repeat(5_000_000) });
    const { said } = await postJson(url, message, { allowedNetworks: LOCAL });
    expect(said).toBe("x".repeat(300));
  });

  it("says in words of our own why nothing was sent", async () => {
    const started = await startReceiver();
    started.stop();
    const sent = await postJson(started.url, message, { allowedNetworks: LOCAL });
    expect(sent).toMatchObject({ ok: false, status: null, error: "Not sent: nothing listens there." });
  });
});

describe("an address of a receiver", () => {
  it.each([
    "https://example.org/hook",
    "https://example.org:8443/",
    "http://10.0.0.1:3000/x?y=1",
    "https://[2606:4700::1]/",
  ])("may be %s", (url) => expect(urlProblem(url)).toBeNull());

  it.each([
    "example.org/hook",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "https://user:word@example.org/",
    "https://user@example.org/",
    "http://example.org:22/",
    "http://example.org:25/",
    "http://example.org:0/",
    `https://example.org/${"x".repeat(2_000)}`,
    "",
  ])("may not be %s", (url) => expect(urlProblem(url)).not.toBeNull());
});
