"use client";
import { useCallback, useMemo, useState } from "react";
import { isVeiled, type TranscriptLooks } from "@/components/decide/transcript-looks";
import { usePreferences } from "@/components/wellbeing/use-preferences";
import type { MessageDto } from "@/domain/decide/message-dto";

const NONE: ReadonlySet<string> = new Set();

/** Which messages this person has asked to see, where they want each of them veiled until then. */
export function useUnveil(messages: readonly MessageDto[]) {
  const { veilText } = usePreferences();
  const [shown, setShown] = useState<ReadonlySet<string> | "all">(NONE);
  const unveiled: TranscriptLooks["unveiled"] = veilText ? shown : null;
  const unveil = useCallback(
    (messageId: string) => setShown((before) => (before === "all" ? before : new Set([...before, messageId]))),
    [],
  );
  const veiledIds = useMemo(
    () => messages.filter((message) => isVeiled(message, unveiled)).map(({ id }) => id),
    [messages, unveiled],
  );
  return {
    wanted: veilText,
    unveiled,
    veiledIds,
    unveil,
    toggleAll: () => setShown(veiledIds.length > 0 ? "all" : NONE),
  };
}
export type Unveil = ReturnType<typeof useUnveil>;
