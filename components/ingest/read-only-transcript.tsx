"use client";
import { Transcript } from "@/components/decide/transcript";
import type { MessageDto } from "@/domain/decide/message-dto";

const NOTHING_PICKED: ReadonlySet<string> = new Set();
const ignore = () => undefined;

/** A conversation to be read, with nothing to choose in it. */
export function ReadOnlyTranscript({ messages }: { messages: readonly MessageDto[] }) {
  return (
    <Transcript messages={messages} seen={null} since="" picking={false} picked={NOTHING_PICKED} onPick={ignore} />
  );
}
