import { z } from "zod";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { signRequest, type ToSign } from "@/domain/ingest/platforms/testing/sign-request";
import { createdSourceSchema } from "@/domain/ingest/source-dto";
import { post } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";

/** A source that takes webhooks, as a platform knows it. */
export type Connected = { id: string; url: string; secret: string };

const connectedSchema = createdSourceSchema.extend({ url: z.string() });

/** Adds a source over the API, with a secret of the platform's or one that Vigil makes. */
export async function connect(
  desk: TestDesk,
  input: { platform: string; name: string; secrets?: string[] },
): Promise<Connected> {
  const { id, url, secret } = await post(desk.url, await desk.admin(), "/api/v1/sources", input, connectedSchema);
  return { id, url, secret: secret ?? input.secrets?.[0] ?? "" };
}

/** Sends a webhook as the platform does. @param secret what it signs with */
export function sendWebhook(
  platform: Platform,
  secret: string,
  toSign: ToSign & { method?: "POST" | "PUT"; headers?: Record<string, string> },
): Promise<Response> {
  const { method = "POST", headers, ...rest } = toSign;
  const signed = signRequest(platform, secret, rest);
  return fetch(signed.url, { method, headers: { ...signed.headers, ...headers }, body: signed.body });
}
