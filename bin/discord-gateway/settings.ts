import { hkdfSync } from "node:crypto";
import path from "node:path";
import { z } from "zod";
import type { Env } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";

export type GatewaySettings = {
  token: string;
  forwardUrl: string;
  /** The bytes of the shared secret. */
  forwardKey: Buffer;
  /** Base of Discord's HTTP API without its version. */
  apiUrl: string;
  /** Absolute; belongs to this worker alone. */
  folder: string;
  /** Seals what waits in the folder: 32 bytes. */
  sealKey: Uint8Array;
};

const DISCORD_API = "https://discord.com/api";

const httpUrl = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
const variables = {
  DISCORD_BOT_TOKEN: {
    schema: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    allowed: "the token of the bot, as the Developer Portal shows it",
  },
  DISCORD_FORWARD_URL: { schema: httpUrl, allowed: "the address of the source: http:// or https://" },
  DISCORD_FORWARD_SECRET: {
    schema: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/),
    allowed: "the signing secret of the source, beginning with whsec_",
  },
  DISCORD_API_URL: { schema: httpUrl.default(DISCORD_API), allowed: "an http:// or https:// URL" },
};

/**
 * The settings of the worker, from its own DISCORD_ variables and Vigil's environment.
 * @throws OperatorError with one line naming the variable and what is allowed; never what was given
 */
export function readGatewaySettings(
  processEnv: Record<string, string | undefined>,
  env: Pick<Env, "dataDir" | "secret">,
): GatewaySettings {
  const read = (name: keyof typeof variables): string => {
    const { schema, allowed } = variables[name];
    const parsed = schema.safeParse(processEnv[name]?.trim() || undefined);
    if (parsed.success) return parsed.data;
    const state = processEnv[name]?.trim() ? "is a value that is not shown" : "is not set";
    throw new OperatorError(`${name} ${state}; allowed: ${allowed}`, 2);
  };
  return {
    token: read("DISCORD_BOT_TOKEN"),
    forwardUrl: read("DISCORD_FORWARD_URL"),
    forwardKey: Buffer.from(read("DISCORD_FORWARD_SECRET").slice("whsec_".length), "base64"),
    apiUrl: read("DISCORD_API_URL").replace(/\/+$/, ""),
    folder: path.join(env.dataDir, "discord-gateway"),
    sealKey: new Uint8Array(hkdfSync("sha256", env.secret, "vigil", "discord-gateway/1", 32)),
  };
}
