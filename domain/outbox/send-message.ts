import "server-only";
import type { EndpointTarget } from "@/domain/outbox/endpoint-target";
import { letterOf, mailOf, slackOf } from "@/domain/outbox/message-body";
import { postJson } from "@/lib/outbound/post-json";
import type { Guard } from "@/lib/outbound/resolve-target";
import { sendMail } from "@/lib/outbound/send-mail";
import type { Sent } from "@/lib/outbound/sent";
import { signWebhook } from "@/lib/outbound/sign-webhook";

/** `id` is the same for every try; `at` is when this one is made. */
export type Message = { id: string; at: Date; body: unknown };

/** Sends one message the way its endpoint takes it: signed JSON, a mail, or a line in a chat. Never throws for the receiver. */
export async function sendMessage(
  endpoint: { target: EndpointTarget; secrets: readonly string[] },
  message: Message,
  guard: Guard,
): Promise<Sent> {
  const { target, secrets } = endpoint;
  if (target.kind === "email") {
    const { host, port, security, user, password, from, to } = target;
    const mail = { ...mailOf(letterOf(message.body)), messageId: `<${message.id}@vigil.invalid>`, from, to };
    return sendMail({ host, port, security, user, password }, mail, guard);
  }
  if (target.kind === "slack") {
    return postJson(target.url, { headers: {}, body: JSON.stringify(slackOf(letterOf(message.body))) }, guard);
  }
  const body = JSON.stringify(message.body);
  return postJson(target.url, { headers: signWebhook(secrets, { ...message, body }), body }, guard);
}
