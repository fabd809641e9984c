/** Known answers, what other implementations say, and the traps of single schemes. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { verifyKey } from "discord-interactions";
import { Webhook } from "standardwebhooks";
import twilio from "twilio";
import { describe, expect, test } from "vitest";
import type { ReceivedRequest, Scheme, SignedTime } from "@/domain/ingest/platforms/scheme";
import { makeSecret, signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

const shared = path.resolve(import.meta.dirname, "../../../../shared");
const hasShared = existsSync(path.join(shared, "facts/webhook-signature-vectors.json"));
const read = (file: string) => readFileSync(path.join(shared, file), "utf8");
const FORM = "application/x-www-form-urlencoded";

const seconds = (header: string): SignedTime => ({ header, unit: "s", toleranceSeconds: 300 });
const slack: Scheme = {
  kind: "hmac",
  algorithm: "sha256",
  encoding: "hex",
  header: "X-Slack-Signature",
  prefix: "v0=",
  template: "v0:{timestamp}:{body}",
  time: seconds("X-Slack-Request-Timestamp"),
  key: "utf8",
};
const standard: Scheme = {
  kind: "hmac",
  algorithm: "sha256",
  encoding: "base64",
  header: "webhook-signature",
  prefix: "v1,",
  separator: " ",
  template: "{id}.{timestamp}.{body}",
  idHeader: "webhook-id",
  time: seconds("webhook-timestamp"),
  key: "whsec",
};
const meta: Scheme = {
  kind: "hmac",
  algorithm: "sha256",
  encoding: "hex",
  header: "X-Hub-Signature-256",
  prefix: "sha256=",
  template: "{body}",
  key: "utf8",
};
const zendesk: Scheme = {
  kind: "hmac",
  algorithm: "sha256",
  encoding: "base64",
  header: "X-Zendesk-Webhook-Signature",
  template: "{timestamp}{body}",
  time: seconds("X-Zendesk-Webhook-Signature-Timestamp"),
  key: "utf8",
};
const discord: Scheme = {
  kind: "ed25519",
  encoding: "hex",
  header: "X-Signature-Ed25519",
  template: "{timestamp}{body}",
  time: seconds("X-Signature-Timestamp"),
  key: "hex",
};
/** A message without a time in it: most of the beginnings that Wycheproof splits off are no times. */
const untimed: Scheme = { ...discord, template: "{body}" };
const twilioScheme: Scheme = { kind: "twilio", header: "X-Twilio-Signature" };
const query: Scheme = { kind: "token", at: { query: "token" } };

type Sent = { url?: string; headers?: HeadersInit; body?: string | Uint8Array };
const request = ({ url = "https://desk.example/hook", headers, body = "" }: Sent): ReceivedRequest => ({
  method: "POST",
  url: new URL(url),
  headers: new Headers(headers),
  body: Buffer.from(body),
});
const at = (seconds: string | number) => new Date(Number(seconds) * 1000);
const check = (scheme: Scheme, sent: Sent, secret: string, now = new Date(), body?: unknown) => {
  const verdict = verifySignature([scheme], request(sent), body, [secret], now);
  return verdict.ok ? "ok" : verdict.reason;
};

type Vector = {
  id: string;
  secret: string;
  headers: Record<string, string>;
  url: string;
  body?: string;
  bodyFile?: string;
  params?: Record<string, string | string[]>;
  publicKeyHex: string;
  messageHex: string;
  signatureHex: string;
};

describe.skipIf(!hasShared)("known answers (skipped without ../shared, which holds them)", () => {
  const vectors: Vector[] = hasShared ? JSON.parse(read("facts/webhook-signature-vectors.json")).vectors : [];
  const sent = (vector: Vector): [Scheme, Sent, string, Date] => {
    const { id, headers, secret } = vector;
    const body = vector.bodyFile === undefined ? vector.body : read(vector.bodyFile);
    if (id === "slack-docs") return [slack, { headers, body }, secret, at(1_531_420_618)];
    if (id === "standardwebhooks-sign") return [standard, { headers, body }, secret, at(1_614_265_330)];
    if (id === "github-docs-hub256") return [meta, { headers, body }, secret, at(0)];
    if (id === "zendesk-go") return [zendesk, { headers, body }, secret, at(1234)];
    if (id === "wycheproof-tc5-as-discord") return [discord, { headers, body }, vector.publicKeyHex, at(1234)];
    if (id === "rfc8032-test3") {
      const signed = { "X-Signature-Ed25519": vector.signatureHex, "X-Signature-Timestamp": "5" };
      return [untimed, { headers: signed, body: Buffer.from(vector.messageHex, "hex") }, vector.publicKeyHex, at(5)];
    }
    const pairs = Object.entries(vector.params ?? {}).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, each]),
    );
    const isForm = body === undefined;
    return [
      twilioScheme,
      {
        url: vector.url,
        headers: { ...headers, "content-type": isForm ? FORM : "application/json" },
        body: body ?? new URLSearchParams(pairs).toString(),
      },
      secret,
      at(0),
    ];
  };

  test("holds ten", () => expect(vectors).toHaveLength(10));
  test.each(vectors)("takes $id", (vector) => {
    const [scheme, what, secret, now] = sent(vector);
    expect(check(scheme, what, secret, now)).toBe("ok");
    expect(
      check(scheme, { ...what, body: Buffer.concat([Buffer.from(what.body ?? ""), Buffer.from(" ")]) }, secret, now),
    ).toBe("mismatch");
    expect(
      check(
        scheme,
        what,
        secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        now,
      ),
    ).toBe("mismatch");
  });
});

type Wycheproof = {
  tcId: number;
  comment: string;
  publicKeyHex: string;
  timestamp: string;
  body: string;
  signatureHex: string;
  result: string;
};

describe.skipIf(!hasShared)("Ed25519 by Wycheproof (skipped without ../shared, which holds the cases)", () => {
  const cases: Wycheproof[] = hasShared ? JSON.parse(read("samples/wycheproof/ed25519_ascii_split.json")).tests : [];

  test("holds 34", () => expect(cases).toHaveLength(34));
  test.each(cases)("case $tcId is $result, for us as for Discord's own library: $comment", async (row) => {
    const headers = { "X-Signature-Ed25519": row.signatureHex, "X-Signature-Timestamp": "1000" };
    const valid = check(untimed, { headers, body: row.timestamp + row.body }, row.publicKeyHex, at(1000)) === "ok";
    expect(valid).toBe(row.result === "valid");
    expect(await verifyKey(row.body, row.signatureHex, row.timestamp, row.publicKeyHex).catch(() => false)).toBe(valid);
  });
});

describe("Standard Webhooks", () => {
  const secret = makeSecret(standard).stored;
  const body = '{"text":"Grüße 🙂"}';
  const now = new Date();
  const stamp = String(Math.floor(now.getTime() / 1000));
  const signature = new Webhook(secret).sign("msg_1", now, body);
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature };
  const wrong = `v1,${Buffer.alloc(32).toString("base64")}`;

  test("takes what the reference library signs, and it takes what we sign", () => {
    expect(check(standard, { headers, body }, secret, now)).toBe("ok");
    const ours = signRequest({ schemes: [standard] }, secret, { body, url: "https://desk.example/", now });
    expect(new Webhook(secret).verify(body, ours.headers)).toEqual(JSON.parse(body));
  });

  test.each([
    ["one that fits among others", `${wrong} v2,${signature.slice(3)} v1a,AAAA ${signature}`, "ok"],
    ["only wrong ones", `${wrong} ${wrong}`, "mismatch"],
    ["only a version we do not know", `v2,${signature.slice(3)}`, "malformed"],
    ["the start of the right one", signature.slice(0, 20), "malformed"],
    ["two headers in one", `${wrong}, ${signature}`, "malformed"],
    ["two headers in one without a space", `${wrong},${signature}`, "malformed"],
  ])("of a list: %s", (_, value, expected) => {
    expect(check(standard, { headers: { ...headers, "webhook-signature": value }, body }, secret, now)).toBe(expected);
  });

  test("refuses a time with something behind it, which the reference library takes", () => {
    const junk = { ...headers, "webhook-timestamp": `${stamp}junk` };
    expect(() => new Webhook(secret).verify(body, junk)).not.toThrow();
    expect(check(standard, { headers: junk, body }, secret, now)).toBe("malformed");
  });

  test("wants `whsec_` before the key, padded or not", () => {
    expect(check(standard, { headers, body }, secret.replace(/=+$/, ""), now)).toBe("ok");
    expect(check(standard, { headers, body }, secret.slice("whsec_".length), now)).toBe("mismatch");
  });
});

describe("Twilio", () => {
  const token = "0123456789abcdef0123456789abcdef";
  const fields = new URLSearchParams([
    ["Body", "it's “fine” 🙂 "],
    ["From", "+15550100"],
    ["To", "+15550199"],
    ["Tag", "b"],
    ["Tag", "a"],
    ["Tag", "b"],
    ["", "no name"],
  ]);
  const object = { Body: "it's “fine” 🙂 ", From: "+15550100", To: "+15550199", Tag: ["b", "a", "b"], "": "no name" };
  const sign = (url: string) => twilio.getExpectedTwilioSignature(token, url, object);
  const post = (url: string, signature: string, body = fields.toString()) =>
    check(
      twilioScheme,
      { url, headers: { "X-Twilio-Signature": signature, "content-type": `${FORM}; charset=utf-8` }, body },
      token,
    );

  test.each([
    ["as it is", "https://desk.example/hook?a=1", "https://desk.example/hook?a=1"],
    ["signed with the default port", "https://desk.example/hook?a=1", "https://desk.example:443/hook?a=1"],
    ["signed with the default port, without TLS", "http://desk.example/hook", "http://desk.example:80/hook"],
    ["another port", "https://desk.example:8443/hook", "https://desk.example:8443/hook"],
    ["another port, left out by the sender", "https://desk.example:8443/hook", "https://desk.example/hook"],
    ["an apostrophe, signed raw", "https://desk.example/hook?a=it's", "https://desk.example/hook?a=it's"],
    ["an apostrophe, signed escaped", "https://desk.example/hook?a=it's", "https://desk.example/hook?a=it%27s"],
    [
      "a query escaped as old software does",
      "https://desk.example/hook?a=1:2&b=x+y",
      "https://desk.example/hook?a=1%3A2&b=x%20y",
    ],
  ])("takes an address %s, as its own library does", (_, url, signed) => {
    expect(post(url, sign(signed))).toBe("ok");
    expect(twilio.validateRequest(token, sign(signed), url, object)).toBe(true);
  });

  test.each([
    ["another host", "https://other.example/hook?a=1"],
    ["another path", "https://desk.example/other?a=1"],
    ["another query", "https://desk.example/hook?a=2"],
    ["another order of the query", "https://desk.example/hook?b=2&a=1"],
    ["another protocol", "http://desk.example/hook?a=1"],
  ])("refuses %s", (_, url) => {
    expect(post(url, sign("https://desk.example/hook?a=1"))).toBe("mismatch");
  });

  test("signs each field, trimmed in no way, in any order and known or not", () => {
    const url = "https://desk.example/hook";
    const reversed = new URLSearchParams([...fields].reverse()).toString();
    expect(post(url, sign(url), reversed)).toBe("ok");
    expect(post(url, sign(url), `${fields}&NewField=1`)).toBe("mismatch");
    expect(post(url, sign(url), fields.toString().replace("Body=", "Body=+"))).toBe("mismatch");
    expect(post(url, sign(url), new URLSearchParams([...fields].slice(1)).toString())).toBe("mismatch");
  });

  test("refuses a form that says it is something else", () => {
    const url = "https://desk.example/hook";
    const headers = { "X-Twilio-Signature": sign(url), "content-type": "application/json" };
    expect(check(twilioScheme, { url, headers, body: fields.toString() }, token)).toBe("mismatch");
  });

  test("wants the hash of a body that is no form in the signed address", () => {
    const body = '{"Body":"words"}';
    const hashed = `https://desk.example/hook?bodySHA256=${twilio.getExpectedBodyHash(body)}`;
    const send = (url: string, sentBody: string) =>
      check(
        twilioScheme,
        {
          url,
          headers: {
            "X-Twilio-Signature": twilio.getExpectedTwilioSignature(token, url, {}),
            "content-type": "application/json",
          },
          body: sentBody,
        },
        token,
      );
    expect(send(hashed, body)).toBe("ok");
    expect(
      twilio.validateRequestWithBody(token, twilio.getExpectedTwilioSignature(token, hashed, {}), hashed, body),
    ).toBe(true);
    expect(send(hashed, `${body} `)).toBe("mismatch");
    expect(send(hashed.toUpperCase().replace("BODYSHA256", "bodySHA256"), body)).toBe("mismatch");
    expect(send("https://desk.example/hook", body)).toBe("mismatch");
    expect(send("https://desk.example/hook", "")).toBe("ok");
  });
});

describe("tokens", () => {
  const field: Scheme = { kind: "token", at: { field: "token" } };
  const secret = "vigilurl_0123456789abcdef";

  test.each([
    ["once", `?token=${secret}`, "ok"],
    ["twice", `?token=${secret}&token=${secret}`, "malformed"],
    ["twice, once wrong", `?token=x&token=${secret}`, "malformed"],
    ["empty", "?token=", "missing"],
    ["nowhere", "", "missing"],
    ["under another name", `?Token=${secret}`, "missing"],
  ])("in the address: %s", (_, search, expected) => {
    expect(check(query, { url: `https://desk.example/hook${search}` }, secret)).toBe(expected);
  });

  test.each([
    ["text", { token: "abc" }, "ok"],
    ["an array of it", { token: ["abc"] }, "malformed"],
    ["true", { token: true }, "malformed"],
    ["nothing", {}, "missing"],
    ["empty", { token: "" }, "missing"],
    ["no object", "abc", "missing"],
    ["no body", undefined, "missing"],
    ["one that is inherited", Object.create({ token: "abc" }), "missing"],
  ])("in the body: %s", (_, body, expected) => {
    expect(check(field, {}, "abc", new Date(), body)).toBe(expected);
  });

  test.each([
    ["Bearer abc", "ok"],
    ["bearer abc", "ok"],
    ["Bearer abc, Bearer abc", "malformed"],
    ["Bearer abc def", "malformed"],
    ["Basic abc", "malformed"],
    ["abc", "malformed"],
  ])("in Authorization: %s", (authorization, expected) => {
    expect(check({ kind: "token", at: "bearer" }, { headers: { authorization } }, "abc")).toBe(expected);
  });
});

describe("several schemes", () => {
  const secret = "a-secret-of-a-platform";
  const signed = signRequest({ schemes: [slack] }, secret, { body: "{}", url: "https://desk.example/hook" });

  test("need one that holds", () => {
    const verdict = verifySignature([query, slack], request(signed as Sent), {}, [secret, "vigilurl_x"], new Date());
    expect(verdict).toEqual({ ok: true });
  });

  test("are refused for the reason of the one that got furthest", () => {
    const stale = verifySignature([query, slack], request(signed as Sent), {}, [secret], new Date(0));
    expect(stale).toEqual({ ok: false, reason: "stale" });
    expect(verifySignature([slack, query], request({}), {}, [secret], new Date())).toEqual({
      ok: false,
      reason: "missing",
    });
    expect(verifySignature([], request({}), {}, [secret], new Date())).toEqual({ ok: false, reason: "no_secret" });
  });
});
