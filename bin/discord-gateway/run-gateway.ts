import { REST } from "discord.js";
import { openState } from "@/bin/discord-gateway/gateway-state";
import { listen } from "@/bin/discord-gateway/listen";
import { openOutbox } from "@/bin/discord-gateway/outbox";
import { sendOutbox } from "@/bin/discord-gateway/send-outbox";
import type { GatewaySettings } from "@/bin/discord-gateway/settings";
import { holdFolder } from "@/bin/discord-gateway/single-instance";

export type Gateway = {
  /** Rejects with an OperatorError when going on makes no sense; resolves after `stop`. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Listens to Discord and forwards what it reports, until it is stopped. What has not been delivered by then waits in the
 * folder for the next start.
 * @throws OperatorError when another worker uses the folder, or it cannot be read
 */
export async function runGateway(settings: GatewaySettings): Promise<Gateway> {
  const release = await holdFolder(settings.folder);
  const file = await openState(settings.folder);
  const outbox = await openOutbox(settings.folder, settings.sealKey);
  const rest = new REST({ api: settings.apiUrl, version: "10" }).setToken(settings.token);
  const stopSending = new AbortController();
  const listening = listen(rest, settings.token, file, outbox);
  const sending = sendOutbox(outbox, settings, stopSending.signal);
  const ended = Promise.all([listening.ended, sending]).then(() => undefined);
  return {
    ended,
    async stop() {
      await listening.stop();
      stopSending.abort();
      await outbox.close();
      await sending.catch(() => undefined);
      await file.save();
      await release();
    },
  };
}
