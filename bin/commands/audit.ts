import { type Run, refusePositionals } from "@/bin/commands/command";
import { withDesk } from "@/bin/commands/with-desk";
import { verifyLog } from "@/domain/audit/verify/verify-log";

/** `audit verify`: exit code 1 at the first entry that is not what was written. */
export const verifyAudit: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const check = await verifyLog();
    const { ok, events, firstBad } = check;
    const line = firstBad
      ? `entry ${firstBad.seq} (${firstBad.id}): ${firstBad.reason}`
      : `${events} entries, all as written`;
    await output.result(check, [line]);
    return ok ? 0 : 1;
  });
};
