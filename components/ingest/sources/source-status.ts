import type { Tone } from "@/components/ui/tone";
import type { SourceDto } from "@/domain/ingest/source-dto";

/** How a source is doing, in a word; the tone only supports it. */
export type SourceStatus = { word: string; tone: Tone };

/** When the newest thing came from a source, whether it became a message or not; null when nothing ever did. */
export function lastEventAt({ webhook, lastReceivedAt }: Pick<SourceDto, "webhook" | "lastReceivedAt">): string | null {
  const times = [webhook?.lastDeliveryAt, lastReceivedAt].filter((time) => typeof time === "string");
  return times.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** Whether people of the desk fill it, rather than a platform or a program. */
export function isFilledByPeople({ platform }: Pick<SourceDto, "platform">): boolean {
  return platform === "paste" || platform === "upload";
}

/**
 * How a source is doing. What somebody has to do something about comes before what is merely so; a source that could
 * receive nothing is never called connected.
 */
export function sourceStatus(source: SourceDto): SourceStatus {
  const { webhook } = source;
  if (source.deletedAt !== null) return { word: "Deleted", tone: webhook?.needsAttention ? "warn" : "neutral" };
  if (isFilledByPeople(source)) return { word: "Filled by people", tone: "neutral" };
  // Without a secret every signature is wrong: what is missing says more.
  if (webhook && webhook.secrets.length === 0) return { word: "Needs its secret", tone: "warn" };
  if (webhook?.isUnderAttack) return { word: "Wrong signatures", tone: "danger" };
  if (webhook && webhook.needsAttention > 0) return { word: "Needs attention", tone: "warn" };
  if (source.pausedAt !== null) return { word: "Paused", tone: "neutral" };
  if (!webhook && source.keys.every(({ revokedAt }) => revokedAt !== null))
    return { word: "Needs a key", tone: "warn" };
  if (lastEventAt(source) === null) return { word: "Waiting for the first event", tone: "info" };
  return { word: "Connected", tone: "ok" };
}
