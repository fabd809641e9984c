import { runGateway } from "@/bin/discord-gateway/run-gateway";
import { readGatewaySettings } from "@/bin/discord-gateway/settings";
import { loadEnv } from "@/lib/env/env";
import { log } from "@/lib/log/log";
import { onShutdown } from "@/lib/process/on-shutdown";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

const STOP_MS = 6_000;

/** Forwards the messages of Discord's channels to Vigil, as docs/connect-discord.md describes. One process per bot. */
async function main(): Promise<void> {
  const gateway = await runGateway(readGatewaySettings(process.env, loadEnv()));
  onShutdown(() => gateway.stop(), STOP_MS);
  log.info("discord-gateway started");
  try {
    await gateway.ended;
  } catch (error) {
    await gateway.stop().catch(() => undefined);
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`vigil discord-gateway: ${describeFailure(error)}\n`);
  process.exit(error instanceof OperatorError ? error.exitCode : 1);
});
