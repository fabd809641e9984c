import { z } from "zod";
import { type Run, readArguments, refusePositionals, WrongUse } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { checkDraws, type FrameCheck } from "@/domain/measure/sampling/check-draws";

const optionsSchema = z.object({
  frame: z.uuid("not the id of a frame").optional(),
  secret: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "not 64 hexadecimal digits")
    .optional(),
});

function lineOf({ frameId, conversations, drawn, firstBad, notChecked }: FrameCheck): string {
  if (notChecked !== null) return `frame ${frameId}: not checked. ${notChecked}`;
  if (firstBad) return `frame ${frameId}: sample ${firstBad.sampleId} (${firstBad.conversationId}): ${firstBad.reason}`;
  return `frame ${frameId}: ${drawn} of ${conversations} conversations drawn, all as the secret says`;
}

/** `sampling check`: exit code 1 where a draw is not what the secret says, or could not be checked. */
export const checkSampling: Run = async (given, output) => {
  refusePositionals(given);
  const { frame: frameId, secret } = readArguments(optionsSchema, given.values);
  if (secret !== undefined && frameId === undefined)
    throw new WrongUse("--secret is that of one frame: name it with --frame");
  return withDesk(output.say, async () => {
    const check = await checkDraws(CLI, { frameId, secret });
    const lines = check.frames.length === 0 ? ["nothing has been drawn yet"] : check.frames.map(lineOf);
    await output.result(check, lines);
    return check.ok ? 0 : 1;
  });
};
