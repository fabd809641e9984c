import { Webhook } from "standardwebhooks";
import { onTestFinished } from "vitest";
import { createSender } from "@/domain/outbox/send-outbox";
import { db } from "@/lib/db/client";
import { type Received, startReceiver } from "@/lib/outbound/testing/receiver";

/** A receiver that is stopped after the test. */
export async function receiverFor(...answers: Parameters<typeof startReceiver>) {
  const receiver = await startReceiver(...answers);
  onTestFinished(receiver.stop);
  return receiver;
}

/** Sends all that is due, as a worker does. */
export async function sendAll(): Promise<void> {
  const sender = createSender();
  while ((await sender.step()) > 0) await sender.idle();
}

/** Lets time pass for everything in the outbox, as waiting would. */
export async function passTime(seconds: number): Promise<void> {
  await db().$executeRaw`
    UPDATE outbound_delivery SET next_attempt_at = next_attempt_at - make_interval(secs => ${seconds}),
      first_attempt_at = first_attempt_at - make_interval(secs => ${seconds})`;
}

/** The body of what was received, once its signature is found right. */
export function verified(secret: string | null, { headers, body }: Received) {
  return new Webhook(secret ?? "").verify(body, headers as Record<string, string>) as {
    type: string;
    data: Record<string, unknown>;
  };
}
