import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Arguments, type Run, readArguments, refusePositionals, WrongUse } from "@/bin/commands/command";
import type { Output } from "@/bin/commands/output";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { erasePerson } from "@/domain/privacy/erase-person";
import { readErasedList } from "@/domain/privacy/erased-list";
import { type ErasureSubject, erasureInputSchema } from "@/domain/privacy/erasure-dto";
import { exportErased } from "@/domain/privacy/export-erased";
import { previewErasure } from "@/domain/privacy/preview-erasure";
import { replayErasures } from "@/domain/privacy/replay-erasures";

const optionsSchema = z.object({
  source: z.uuid("an id of a source").optional(),
  "external-id": z.string().optional(),
  conversation: z.uuid("an id of a conversation").optional(),
  reason: erasureInputSchema.shape.reason.optional(),
  ends: z.array(z.uuid("ids of cases and conversations")).default([]),
  "dry-run": z.boolean().default(false),
  list: z.boolean().default(false),
  replay: z.string().optional(),
});
type Options = z.infer<typeof optionsSchema>;

function subjectOf({ source, "external-id": externalId, conversation }: Options): ErasureSubject {
  if (conversation !== undefined && source === undefined && externalId === undefined)
    return { conversationId: conversation };
  if (conversation === undefined && source !== undefined && externalId !== undefined)
    return { sourceId: source, externalId };
  throw new WrongUse("say who: --source with --external-id, or --conversation");
}

async function list(output: Output): Promise<0> {
  const rows: object[] = [];
  for await (const line of exportErased(CLI)) {
    if (output.json) rows.push(line);
    else await output.write(`${JSON.stringify(line)}\n`);
  }
  if (output.json) await output.result(rows, []);
  return 0;
}

async function replay(file: string, output: Output): Promise<0> {
  const done = await replayErasures(CLI, readErasedList(await readFile(file, "utf8")));
  const { lines, erased, already, missing, casesClosed } = done;
  await output.result(done, [
    `${lines} rows listed: ${erased} erased now, ${already} without content already, ${missing} not in this database`,
    ...(casesClosed > 0 ? [`${casesClosed} cases that were open in this backup closed with it`] : []),
  ]);
  return 0;
}

async function look(subject: ErasureSubject, output: Output): Promise<0 | 1> {
  const found = await previewErasure(CLI, subject);
  await output.result(found, [
    `${found.conversations} conversations, ${found.messages} messages; ${found.shared} shared with others`,
    ...found.openCases.map(({ id, tier, state }) => `open: case ${id}, T${tier}, ${state}`),
    ...found.unread.map((id) => `not read yet: conversation ${id}`),
    ...(found.waitingCopies > 0
      ? [`${found.waitingCopies} deliveries or uploads of these sources are not read in yet`]
      : []),
    ...(found.refusal === null ? [] : [`cannot be erased now: ${found.refusal}`]),
  ]);
  return found.refusal === null ? 0 : 1;
}

async function eraseOne(subject: ErasureSubject, { reason, ends }: Options, output: Output): Promise<0> {
  if (reason === undefined) throw new WrongUse("--reason is needed");
  const done = await erasePerson(CLI, { subject, reason, ends });
  await output.result(done, [
    `erasure ${done.id}: ${done.conversations} conversations, ${done.keys} keys destroyed, ${done.casesClosed} cases closed`,
  ]);
  output.say("Backups from before still hold it: keep the list of erasures beside them (vigil erase --list).");
  return 0;
}

/** `erase`: looks a person up, erases them, lists what was erased, or erases a list again after a restore. */
export const erase: Run = async (given: Arguments, output) => {
  refusePositionals(given);
  const options = readArguments(optionsSchema, given.values);
  const { list: wantsList, replay: file } = options;
  if (wantsList && file !== undefined) throw new WrongUse("--list and --replay exclude each other");
  const subject = wantsList || file !== undefined ? null : subjectOf(options);
  if (subject && !options["dry-run"] && options.reason === undefined) throw new WrongUse("--reason is needed");
  return withDesk(output.say, async () => {
    if (wantsList) return list(output);
    if (file !== undefined) return replay(file, output);
    if (!subject) throw new WrongUse("say who");
    return options["dry-run"] ? look(subject, output) : eraseOne(subject, options, output);
  });
};
