import { z } from "zod";
import { type Run, readArguments, refusePositionals } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { createIngestKey, ingestKeyInputSchema } from "@/domain/ingest/create-ingest-key";

const inputSchema = z.object({ name: ingestKeyInputSchema.shape.name, source: ingestKeyInputSchema.shape.sourceId });

/** `key create`: an ingest key, shown once. Without a source, one of the key's name is made. */
export const createAKey: Run = async (given, output) => {
  refusePositionals(given);
  const { name, source } = readArguments(inputSchema, given.values);
  return withDesk(output.say, async () => {
    const made = await createIngestKey(CLI, { name, sourceId: source });
    output.say("Keep the key now: it cannot be shown again.");
    await output.result(made, [made.key]);
    return 0;
  });
};
