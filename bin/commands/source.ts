import { z } from "zod";
import { type Run, readArguments, refusePositionals } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { createSource, sourceInputSchema } from "@/domain/ingest/create-source";
import { listSources } from "@/domain/ingest/list-sources";
import { findPlatform } from "@/domain/ingest/platforms/all";
import { loadEnv } from "@/lib/env/env";

const { platform, name, secrets, unsigned } = sourceInputSchema.shape;
const inputSchema = z.object({ platform, name, secret: secrets, unsigned });

/** `source create`: where the platform sends to, and the secret it signs with. `api` sources have keys instead. */
export const createASource: Run = async (given, output) => {
  refusePositionals(given);
  const { secret: secrets, ...input } = readArguments(inputSchema, given.values);
  return withDesk(output.say, async () => {
    const source = await createSource(CLI, { ...input, ...(secrets ? { secrets } : {}) });
    const url = source.url ?? `${loadEnv().baseUrl}/api/v1/conversations`;
    const secret = source.secret ?? secrets?.[0] ?? null;
    const next =
      source.url === null
        ? `Make a key for it: npm run vigil -- key create --name N --source ${source.id}`
        : setUp(input);
    if (source.secret !== null) output.say("Keep the secret now: it cannot be shown again.");
    await output.result({ id: source.id, platform: source.platform, name: source.name, url, secret }, [
      `${source.id} ${source.name} (${source.platform}), sends to ${url}`,
      ...(source.secret === null ? [] : [`Secret: ${source.secret}`]),
      next,
    ]);
    return 0;
  });
};

function setUp(input: { platform: string }): string {
  return findPlatform(input.platform)?.setup.steps[0] ?? "";
}

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
