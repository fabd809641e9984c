import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { type HeldRun, hasRunToWork, workOnRun } from "@/domain/measure/leased-run";
import { endShadowRun } from "@/domain/measure/shadow/change-shadow-run";
import { type BesideFacts, readBeside, type Waiting } from "@/domain/measure/shadow/read-beside";
import type { LeftOut } from "@/domain/measure/shadow/shadow-dto";
import { getShadowRow } from "@/domain/measure/shadow/shadow-row";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { SHADOW_READERS, type ShadowReader } from "@/inference/shadow-reader";
import { STRATEGY_NAMES, type Strategy, strategyOf, VOTE_RULES } from "@/inference/strategies/strategy";
import { db, Prisma } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Readings under way at once: few, since nobody waits for them and somebody does for the others. */
const AT_ONCE = 2;
/** Conversations in one turn: after each the worker looks whether the desk needs the model for itself. */
const TURN = 16;
/** From this age on a conversation that waits for its reading says that the desk is behind: its quiet time is over twice. */
const BEHIND_SECONDS = 20;

/** The engine of each reader; null where this installation has none. */
export type EngineOf = (reader: ShadowReader) => Engine | null;

/** Why a run cannot go on, for people and without content. */
class ShadowFailed extends Error {
  override readonly name = "ShadowFailed";
}

type Held = HeldRun & { engine: Engine; strategy: Strategy };

/** Whether conversations of the desk itself wait for the model longer than they should: then nothing else is read. */
export async function isDeskBehind(): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM conversation
    WHERE status = 'received' AND changed_at < clock_timestamp() - make_interval(secs => ${BEHIND_SECONDS}) LIMIT 1`;
  return rows.length > 0;
}

/** The readers whose runs can be worked on now: those that answer, and those that are gone, whose runs have to say so. */
async function readersThere(engineOf: EngineOf): Promise<ShadowReader[]> {
  const asked = await Promise.all(
    SHADOW_READERS.map(async (reader) => {
      const engine = engineOf(reader);
      return engine === null || (await engine.isReachable()) ? [reader] : [];
    }),
  );
  return asked.flat();
}

/**
 * Takes the oldest shadow run that nobody works on and reads some of its conversations, each stored as soon as it is read.
 * One that was stopped, by a kill or because no model answered, goes on after what is stored.
 * @param signal given when the process stops: readings under way are broken off, and are asked for again
 * @returns whether there was one, and it went on
 */
export async function workOnShadowRun(engineOf: EngineOf, signal: AbortSignal): Promise<boolean> {
  if (!(await hasRunToWork("shadow"))) return false;
  const readers = await readersThere(engineOf);
  return workOnRun(
    "shadow",
    signal,
    async (held) => {
      try {
        return await takeTurn(held, engineOf);
      } catch (error) {
        held.stop();
        await fail(held, error);
        return true;
      }
    },
    Prisma.sql`reader = ANY (${readers}::text[])`,
  );
}

const waitingSchema = z.array(
  z.object({
    position: z.number().int(),
    conversationId: z.uuid(),
    classificationId: z.uuid(),
    revision: z.number().int(),
  }),
);

/** @returns false when it had to stop before the end of its turn */
async function takeTurn(taken: HeldRun, engineOf: EngineOf): Promise<boolean> {
  const { id, leaseToken } = taken;
  const { reader, strategy, judges, voteRule } = await getShadowRow(db(), id);
  const engine = engineOf(z.enum(SHADOW_READERS).parse(reader));
  if (engine === null) throw new ShadowFailed("The settings name no other model to read with any more.");
  const [name, rule] = [z.enum(STRATEGY_NAMES).parse(strategy), z.enum(VOTE_RULES).parse(voteRule)];
  const held: Held = { ...taken, engine, strategy: strategyOf(name, judges, rule) };
  const waiting = waitingSchema.parse(
    await db().$queryRaw`
      SELECT position, conversation_id AS "conversationId", classification_id AS "classificationId", revision
      FROM shadow_reading WHERE run_id = ${id}::uuid AND read_at IS NULL AND left_out IS NULL
      ORDER BY position LIMIT ${TURN}`,
  );
  if (waiting.length === 0) {
    await endShadowRun(WORKER, id, leaseToken, { state: "finished" });
    return true;
  }
  const turn = waiting.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const each of turn) {
        if (held.signal.aborted) return;
        await readOne(held, each);
      }
    }),
  );
  return !held.signal.aborted;
}

async function readOne(held: Held, waiting: Waiting): Promise<void> {
  const { engine, strategy, signal, stop } = held;
  const beside = await readBeside(waiting, { engine, strategy, signal });
  if (signal.aborted) return;
  // A model that is away says nothing about its worth: the run waits for it, and reads this conversation again.
  if (beside.kind === "away") return stop();
  if (beside.kind === "left_out") return leaveOut(held, waiting.position, beside.reason);
  await keepModel(held, beside.read);
  await store(held, waiting.position, beside.facts);
}

/** Figures are about one model: a run whose model is exchanged in the middle is of no use. */
async function keepModel({ id }: Held, { reading, engine, model }: EngineReading): Promise<void> {
  if (reading.outcome === "unscored") return;
  const { count } = await db().shadowRun.updateMany({ where: { id, model: null }, data: { engine, model } });
  if (count > 0) return;
  const kept = await db().shadowRun.findUnique({ where: { id }, select: { model: true } });
  if (kept && kept.model !== model) {
    throw new ShadowFailed("Another model answers now than at its beginning. Order it again.");
  }
}

/** The row of this place, where it still waits and this worker holds the run. */
const mine = ({ id, leaseToken }: Held, position: number) => Prisma.sql`
  s.run_id = ${id}::uuid AND s.position = ${position}::int AND s.read_at IS NULL AND s.left_out IS NULL
  AND EXISTS (SELECT 1 FROM shadow_run r WHERE r.id = s.run_id AND r.lease_token = ${leaseToken}::uuid AND r.state = 'running')`;

async function leaveOut(held: Held, position: number, reason: LeftOut): Promise<void> {
  const stored = await db().$executeRaw`
    UPDATE shadow_reading s SET left_out = ${reason} WHERE ${mine(held, position)}`;
  if (stored === 0) held.stop();
}

async function store(held: Held, position: number, facts: BesideFacts): Promise<void> {
  const { got, types, level, score, tier, standingTier, cost } = facts;
  const stored = await db().$executeRaw`
    UPDATE shadow_reading s SET outcome = ${got}::outcome, types = ${[...types]}::text[], level = ${level}::text,
      score = ${score}::float8, tier = ${tier}::smallint, standing_tier = ${standingTier}::smallint,
      calls = ${cost.calls}::int, prompt_tokens = ${cost.promptTokens}::int,
      completion_tokens = ${cost.completionTokens}::int, latency_ms = ${Math.round(cost.latencyMs)}::int,
      read_at = clock_timestamp()
    WHERE ${mine(held, position)}`;
  if (stored === 0) held.stop();
}

/** What a person can do something about is said; the rest is in the log. A database that is away is waited for. */
async function fail({ id, leaseToken }: HeldRun, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) throw error;
  const isTold = error instanceof ShadowFailed;
  if (!isTold) log.error({ shadow: id, error: loggableError(error) }, "a shadow run failed");
  const failure = isTold ? error.message : "Vigil failed while reading; the log of the worker says why.";
  await endShadowRun(WORKER, id, leaseToken, { state: "failed", failure });
}
