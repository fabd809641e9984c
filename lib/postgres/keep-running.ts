import { setTimeout as sleep } from "node:timers/promises";
import { type RunningPostgres, startPostgres, stopPostgres } from "@/lib/postgres/embedded";
import { nextRestart, type RestartHistory } from "@/lib/process/back-off";
import { isAlive } from "@/lib/process/liveness";

/** An embedded PostgreSQL that is started again whenever it ends. */
export interface KeptPostgres {
  url: string;
  stop(): Promise<void>;
  /** Tells it to end at once, without waiting; for a second Ctrl-C. Nothing committed is lost. */
  abort(): void;
}

const pollMs = 250;

/**
 * Watches a running embedded PostgreSQL and starts it again on the same port when it is gone, so that everything that
 * is connected to it finds it again by itself. It watches by process id: it may have been started by another process.
 * @param onRestart runs after each restart, before the next watch
 */
export function keepRunning(
  dataDir: string,
  first: RunningPostgres,
  say: (line: string) => void,
  onRestart: () => Promise<void>,
): KeptPostgres {
  const state = { postgres: first, stopping: false };

  async function restart(): Promise<void> {
    let history: RestartHistory = { quickDeaths: 0 };
    while (!state.stopping) {
      try {
        say("PostgreSQL ended unexpectedly; starting it again");
        state.postgres = await startPostgres({ dataDir, port: first.port, say });
        await onRestart();
        say("PostgreSQL is back");
        return;
      } catch (error) {
        const next = nextRestart(history, 0);
        history = next.history;
        const reason = error instanceof Error ? error.message : String(error);
        say(`${reason}. Trying again in ${next.delayMs / 1000} s`);
        await sleep(next.delayMs);
      }
    }
  }

  async function watch(): Promise<void> {
    while (!state.stopping) {
      await sleep(pollMs);
      if (!state.stopping && !isAlive(state.postgres.pid)) await restart();
    }
  }

  const watching = watch();
  return {
    url: first.url,
    async stop() {
      state.stopping = true;
      await watching;
      await stopPostgres(dataDir, 3000);
    },
    abort() {
      state.stopping = true;
      if (isAlive(state.postgres.pid)) process.kill(state.postgres.pid, "SIGQUIT");
    },
  };
}
