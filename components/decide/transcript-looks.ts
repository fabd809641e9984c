/** How each message of a transcript looks beyond what it says: found, pointed at, veiled. Pure. */

import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import type { MessageDto } from "@/domain/decide/message-dto";
import type { ClassificationDto } from "@/inference/classification-dto";
import type { Hit } from "@/lib/text/find-text";

export type Place = { id: string /** Which of the message's hits. */; at: number };

export type TranscriptLooks = {
  hits: ReadonlyMap<string, readonly Hit[]>;
  current: Place | null;
  /** Why the reading points at a message, by its id. */
  pointed: ReadonlyMap<string, string>;
  /** Ids of the messages that were unveiled, or "all"; null where nothing is veiled. */
  unveiled: ReadonlySet<string> | "all" | null;
  /** What most of it is written in (ISO 639-1); null where that is not known. */
  language: string | null;
};

/** How one message looks. */
export type MessageLook = {
  hits: readonly Hit[] | undefined;
  current: number | null;
  pointedFor: string | null;
  veiled: boolean;
  language: string | null;
};

/** What people wrote is veiled; what the desk, an assistant or an agent says is not, nor is what holds no words. */
export function isVeiled(message: MessageDto, unveiled: TranscriptLooks["unveiled"]): boolean {
  if (unveiled === null || unveiled === "all" || message.role !== "user" || !message.text) return false;
  return !unveiled.has(message.id);
}

/** The look of one message. */
export function lookOf(message: MessageDto, looks: TranscriptLooks): MessageLook {
  const { id } = message;
  return {
    hits: looks.hits.get(id),
    current: looks.current?.id === id ? looks.current.at : null,
    pointedFor: looks.pointed.get(id) ?? null,
    veiled: isVeiled(message, looks.unveiled),
    language: looks.language,
  };
}

/** Whether a message looks the same with both: then nothing of it is drawn again. */
export function looksAlike(message: MessageDto, before: TranscriptLooks, after: TranscriptLooks): boolean {
  const [one, other] = [lookOf(message, before), lookOf(message, after)];
  return (
    one.hits === other.hits &&
    one.current === other.current &&
    one.pointedFor === other.pointedFor &&
    one.veiled === other.veiled &&
    one.language === other.language
  );
}

/** The messages that a reading names for its risks, with which: "suicide, self-harm". */
export function pointedAt(reading: ClassificationDto | null): Map<string, string> {
  const types = new Map<string, string[]>();
  for (const { type, messageIds } of reading ? [...reading.risks, ...reading.suspected] : []) {
    for (const id of messageIds) {
      const named = types.get(id) ?? [];
      const name = RISK_TYPE_LABELS[type].toLowerCase();
      if (!named.includes(name)) types.set(id, [...named, name]);
    }
  }
  return new Map([...types].map(([id, named]) => [id, named.join(", ")]));
}

/**
 * The next of some messages from where the reader is, round and round; null where there are none.
 * @param at position of the message that is read now, -1 before the first
 */
export function nextOf(positions: readonly number[], at: number, way: 1 | -1): number | null {
  if (positions.length === 0) return null;
  const sorted = [...positions].sort((one, other) => one - other);
  if (way === 1) return sorted.find((position) => position > at) ?? sorted[0] ?? null;
  return sorted.findLast((position) => position < at) ?? sorted.at(-1) ?? null;
}
