import { counted } from "@/components/measure/figures";
import { KEPT_BLIND } from "@/components/measure/measure-words";

/** Below a list: how many conversations its number counts and it leaves out; nothing where there are none. */
export function KeptBlindNote({ keptBlind }: { keptBlind: number }) {
  if (keptBlind === 0) return null;
  return (
    <p className="max-w-prose text-pretty text-muted text-sm">
      {counted(keptBlind, "conversation")} not listed. {KEPT_BLIND}
    </p>
  );
}
