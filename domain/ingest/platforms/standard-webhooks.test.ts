import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

const ids = { conversationId: "chat-81", messageId: "m-1" };
const message = { ...ids, role: "user", text: "I have not slept." };
const created = (data: object, rest: object = {}) => ({ type: "message.created", data, ...rest });
const read = (body: unknown) => standardWebhooks.understand(storedDelivery(body));

describe("Standard Webhooks", () => {
  test("reads a new message with all that it may have", () => {
    const data = {
      ...message,
      threadId: "t-1",
      author: { id: 7, name: "Imke", colour: "blue" },
      sentAt: "2026-11-21T03:04:05.678+01:00",
      sequence: "12345678901234567",
      isPrivateNote: true,
      role: "agent",
      unknown: 1,
    };
    expect(read(created(data, { timestamp: "2026-11-21T09:00:00Z" }))).toEqual({
      topic: "message.created",
      events: [
        {
          kind: "new",
          conversationId: "chat-81",
          threadId: "t-1",
          messageId: "m-1",
          role: "agent",
          author: { id: "7", name: "Imke" },
          text: "I have not slept.",
          sentAt: new Date("2026-11-21T02:04:05.678Z"),
          sequence: 12345678901234567n,
          isPrivateNote: true,
        },
      ],
    });
  });

  test("keeps ids that no number holds, to the digit", () => {
    const body =
      '{"type":"message.deleted","data":{"conversationId":1795228496123456789,"messageId":9007199254740993}}';
    expect(read(body).events).toEqual([
      { kind: "delete", conversationId: "1795228496123456789", messageId: "9007199254740993" },
    ]);
  });

  test.each([
    ["message.created", message, { kind: "new", sentAt: new Date("2026-11-21T03:00:00Z") }],
    ["message.edited", message, { kind: "edit", editedAt: new Date("2026-11-21T03:00:00Z") }],
    ["message.deleted", ids, { kind: "delete", deletedAt: new Date("2026-11-21T03:00:00Z") }],
  ])("takes the time of %s from the envelope when the message has none", (type, data, event) => {
    const [found] = read({ type, timestamp: "2026-11-21T03:00:00Z", data }).events;
    expect(found).toMatchObject(event);
    expect(Object.keys(found ?? {}).filter((key) => key.endsWith("At"))).toHaveLength(1);
  });

  test("prefers the times of the message", () => {
    const timestamp = "2026-11-21T09:00:00Z";
    const edited = { ...message, sentAt: "2026-11-21T01:00:00Z", editedAt: "2026-11-21T02:00:00Z" };
    expect(read({ type: "message.edited", timestamp, data: edited }).events[0]).toMatchObject({
      sentAt: new Date(edited.sentAt),
      editedAt: new Date(edited.editedAt),
    });
    const deleted = { ...ids, deletedAt: "2026-11-21T02:00:00Z" };
    expect(read({ type: "message.deleted", timestamp, data: deleted }).events[0]).toMatchObject({
      deletedAt: new Date(deleted.deletedAt),
    });
  });

  test.each(["user", "assistant", "agent", "system"])("takes the role %s as it is", (role) => {
    expect(read(created({ ...message, role })).events).toEqual([expect.objectContaining({ role })]);
  });

  test("reads several messages in their order", () => {
    const messages = [
      { ...message, author: null, threadId: null },
      { ...message, messageId: "m-2", text: "Still here" },
    ];
    expect(read(created({ messages })).events.map((event) => event.messageId)).toEqual(["m-1", "m-2"]);
    const deleted = read({ type: "message.deleted", data: { messages: [ids, { ...ids, messageId: "m-2" }] } });
    expect(deleted.events.map(({ kind, messageId }) => [kind, messageId])).toEqual([
      ["delete", "m-1"],
      ["delete", "m-2"],
    ]);
  });

  test("reads the good ones of several and warns of the others", () => {
    const read1 = read(created({ messages: [{ text: "words" }, message] }));
    expect(read1.events).toHaveLength(1);
    expect(read1.warning).toContain('"data.messages.0.conversationId"');
    expect(read1.warning).not.toContain("words");
  });

  test.each([
    ["another type", { type: "ping" }],
    ["a message without text", created({ ...message, text: " \n" })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no JSON", "{", "JSON"],
    ["no object", "[]", "none of the forms"],
    ["no type", { data: message }, '"type"'],
    ["words for a type", { type: "I feel low" }, '"type"'],
    ["no data", { type: "message.created" }, '"data"'],
    ["no conversation", created({ ...message, conversationId: undefined }), '"data.conversationId"'],
    ["no id", { type: "message.deleted", data: { conversationId: "c" } }, '"data.messageId"'],
    ["no role", created({ ...message, role: undefined }), '"data.role"'],
    ["an unknown role", created({ ...message, role: "therapist" }), '"data.role"'],
    ["no text", created({ ...message, text: undefined }), '"data.text"'],
    ["an author without an id", created({ ...message, author: { name: "Imke" } }), '"data.author.id"'],
    ["a time without a zone", created({ ...message, sentAt: "2026-11-21T03:04:05" }), '"data.sentAt"'],
    ["a sequence below zero", created({ ...message, sequence: -1 }), '"data.sequence"'],
    ["an empty batch", created({ messages: [] }), '"data.messages"'],
    ["a batch that is all wrong", created({ messages: [{}] }), '"data.messages.0.conversationId"'],
  ])("does not understand %s and says why without its words", (_name, body, path) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(path);
    expect(() => read(body)).not.toThrow(/slept|therapist|Imke|feel low/);
  });

  test("knows a delivery by its id, whatever the time of the attempt", () => {
    const first = receivedRequest(created(message), { "webhook-id": "msg_1", "webhook-timestamp": "1795230245" });
    const again = receivedRequest(created(message), { "webhook-id": "msg_1", "webhook-timestamp": "1795230305" });
    expect(standardWebhooks.deliveryKey(first, {})).toBe("msg_1");
    expect(standardWebhooks.deliveryKey(again, {})).toBe("msg_1");
    expect(standardWebhooks.deliveryKey(receivedRequest({}), {})).toBeNull();
  });

  test("makes secrets that it takes, and sees through others", () => {
    const { pattern, generate } = standardWebhooks.secret;
    const secret = generate?.() ?? "";
    expect(secret).toMatch(pattern);
    expect(generate?.()).not.toBe(secret);
    for (const bad of ["", "whsec_", "whsec_c2hvcnQ=", "secret", secret.slice(6), "whpk_AAAA", `${secret} `]) {
      expect(bad).not.toMatch(pattern);
    }
    const body = JSON.stringify(created(message));
    const url = "https://vigil.example.test/api/webhooks/standard-webhooks/s-1";
    const signed = signRequest(standardWebhooks, secret, { body, url });
    const request = receivedRequest(body, signed.headers);
    const verdict = (secrets: string[]) =>
      verifySignature(standardWebhooks.schemes, request, undefined, secrets, new Date());
    expect(verdict([generate?.() ?? "", secret])).toEqual({ ok: true });
    expect(verdict([generate?.() ?? ""])).toMatchObject({ ok: false });
  });
});

describe("docs/standard-webhooks.md", () => {
  const page = readFileSync(new URL("../../../docs/standard-webhooks.md", import.meta.url), "utf8");
  const script = /```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const secret = /secret='(whsec_[^']+)'/.exec(script)?.[1] ?? "";
  const tools = ["sh", "curl", "openssl", "od"];
  const missing = tools.filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);

  test.skipIf(missing.length > 0)(`its example sends a signed message (needs ${tools.join(", ")})`, async () => {
    const received: { headers: Record<string, string>; body: Buffer }[] = [];
    const server = createServer(async (request, response) => {
      received.push({ headers: request.headers as Record<string, string>, body: await buffer(request) });
      response.end("{}");
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    await promisify(execFile)("sh", ["-ec", script.replace(/^url=.*$/m, `url='${url}'`)]);

    const [{ headers, body } = { headers: {}, body: Buffer.of() }] = received;
    const request = receivedRequest(body.toString(), headers);
    expect(secret).toMatch(standardWebhooks.secret.pattern);
    expect(verifySignature(standardWebhooks.schemes, request, undefined, [secret], new Date())).toEqual({ ok: true });
    expect(read(body.toString()).events).toEqual([
      {
        kind: "new",
        conversationId: "chat-81",
        messageId: "m-1",
        author: { id: "visitor-7", name: "Imke" },
        role: "user",
        text: "I have not slept for three nights.",
        sentAt: new Date("2026-11-21T03:04:05Z"),
      },
    ]);
  });

  test("its worked signature holds", () => {
    const [, id = "", timestamp = "", body = "", signature = ""] =
      /id `(\w+)`, the timestamp `(\d+)` and the body `([^`]+)` give\n`([^`]+)`/.exec(page) ?? [];
    const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
    const now = new Date(Number(timestamp) * 1000);
    const request = receivedRequest(body, headers);
    expect(verifySignature(standardWebhooks.schemes, request, undefined, [secret], now)).toEqual({ ok: true });
  });
});
