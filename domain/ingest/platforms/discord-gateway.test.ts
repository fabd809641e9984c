import { describe, expect, test } from "vitest";
import { discordGateway } from "@/domain/ingest/platforms/discord-gateway";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

describe("discord-gateway", () => {
  test("takes our own format, signed with the secret that it makes", () => {
    const secret = discordGateway.secret.generate?.() ?? "";
    expect(secret).toMatch(discordGateway.secret.pattern);
    const data = { conversationId: "7", messageId: "1397729799727878254", role: "user", text: "hello" };
    const body = JSON.stringify({ type: "message.created", timestamp: "2026-05-04T10:11:12.345Z", data });
    const signed = signRequest(discordGateway, secret, { body, url: "https://desk.example/hook", id: "new_1" });
    const request = receivedRequest(body, signed.headers);
    expect(verifySignature(discordGateway.schemes, request, {}, [secret], new Date())).toEqual({ ok: true });
    expect(discordGateway.deliveryKey(request, {})).toBe("new_1");
    expect(discordGateway.understand(storedDelivery(body)).events).toEqual([
      { kind: "new", ...data, sentAt: new Date("2026-05-04T10:11:12.345Z") },
    ]);
  });
});
