import { Callout } from "@/components/ui/callout";
import type { CaseDetail } from "@/domain/decide/case-detail";

/** Says that a case looks at an earlier moment of its conversation, where more has come since. */
export function LaterMessages({ detail }: { detail: CaseDetail }) {
  const { laterMessages: count } = detail;
  if (count === 0) return null;
  return (
    <Callout
      tone="info"
      title={`${count.toLocaleString("en")} later ${count === 1 ? "message is" : "messages are"} not part of this`}
      className="rounded-none border-x-0 border-t-0"
    >
      This case is about the conversation as it was at one moment. What came since has been read apart from it.
    </Callout>
  );
}
