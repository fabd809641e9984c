import "server-only";
import { type ClaimedMessage, claimMessages, hasDue } from "@/domain/outbox/claim-messages";
import { endAttempt } from "@/domain/outbox/end-attempt";
import { openEndpoint } from "@/domain/outbox/endpoint-target";
import { sendMessage } from "@/domain/outbox/send-message";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import type { Sent } from "@/lib/outbound/sent";

/** Messages under way at once in a process, for alerts and for all others: a backlog of decisions delays no alert. */
const LANES = { alert: 16, other: 16 } as const;
/** Of these, so many to one endpoint: one that hangs does not hold up the others. */
const PER_ENDPOINT = 4;

type Lane = keyof typeof LANES;
type UnderWay = { lane: Lane; endpointId: string; done: Promise<void> };

async function sendOne({ id, endpointId }: ClaimedMessage): Promise<Sent> {
  const unreadable = "The address of this endpoint cannot be opened. Delete it, and add it anew.";
  const [{ allowedNetworks }, { body }, row] = await Promise.all([
    currentSetting("alerts"),
    db().outboundDelivery.findUniqueOrThrow({ where: { id }, select: { body: true } }),
    db().outboundEndpoint.findUniqueOrThrow({ where: { id: endpointId }, include: { dataKey: true } }),
  ]);
  const at = new Date();
  let endpoint: ReturnType<typeof openEndpoint>;
  try {
    endpoint = openEndpoint(row, at);
  } catch (error) {
    log.error({ endpointId, error: loggableError(error) }, "an endpoint does not open");
    return { ok: false, gone: false, status: null, error: unreadable, retryAfterSeconds: null, said: "" };
  }
  return sendMessage(endpoint, { id, at, body }, { allowedNetworks });
}

async function work(message: ClaimedMessage): Promise<void> {
  const started = performance.now();
  try {
    await endAttempt(message, await sendOne(message), performance.now() - started);
  } catch (error) {
    // What is not written down is tried again when its lease is over, under the same id.
    log.error({ deliveryId: message.id, error: loggableError(error) }, "the end of a try to send was not kept");
  }
}

/**
 * The sender of one process. `step` takes what is due and begins to send it, without waiting for receivers, and resolves to
 * how many messages that were; `idle` resolves once nothing is under way.
 */
export function createSender(): { step(): Promise<number>; idle(): Promise<void> } {
  const underWay = new Map<string, UnderWay>();

  function busyEndpoints(): string[] {
    const counts = new Map<string, number>();
    for (const { endpointId } of underWay.values()) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= PER_ENDPOINT).map(([endpointId]) => endpointId);
  }

  async function fill(lane: Lane): Promise<number> {
    const free = LANES[lane] - [...underWay.values()].filter((each) => each.lane === lane).length;
    if (free <= 0) return 0;
    const claimed = await claimMessages(lane, Math.min(free, PER_ENDPOINT), busyEndpoints());
    for (const message of claimed) {
      const done = work(message).finally(() => underWay.delete(message.id));
      underWay.set(message.id, { lane, endpointId: message.endpointId, done });
    }
    return claimed.length;
  }

  return {
    step: async () => {
      const due = await hasDue();
      return (due.alert ? await fill("alert") : 0) + (due.other ? await fill("other") : 0);
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}
