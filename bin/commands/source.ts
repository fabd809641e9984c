import { z } from "zod";
import { type Run, readArguments, refusePositionals } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { createSource, sourceInputSchema } from "@/domain/ingest/create-source";
import { listSources } from "@/domain/ingest/list-sources";
import { loadEnv } from "@/lib/env/env";

const inputSchema = z.object({ platform: sourceInputSchema.shape.platform, name: sourceInputSchema.shape.name });

/** `source create`: where the platform sends to. `api` sources have keys instead of a secret. */
export const createASource: Run = async (given, output) => {
  refusePositionals(given);
  const input = readArguments(inputSchema, given.values);
  return withDesk(output.say, async () => {
    const source = await createSource(CLI, input);
    const url = `${loadEnv().baseUrl}/api/v1/conversations`;
    await output.result({ ...source, url, secret: null }, [
      `${source.id} ${source.name} (${source.platform}), sends to ${url}`,
      `Make a key for it: npm run vigil -- key create --name N --source ${source.id}`,
    ]);
    return 0;
  });
};

/** `source list`: the sources with their keys, never the keys' secrets. */
export const listAllSources: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const sources = await listSources(CLI);
    const lines = sources.map(
      ({ id, platform, name, conversations, keys }) =>
        `${id} ${name} (${platform}): ${conversations} conversations, ${keys.filter((key) => !key.revokedAt).length} keys`,
    );
    await output.result(sources, lines.length > 0 ? lines : ["There are no sources yet"]);
    return 0;
  });
};
