import "server-only";
import { z } from "zod";
import { LEFT_OUT, SHADOW_SCOPES, type ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import { SHADOW_READERS } from "@/inference/shadow-reader";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";
import type { Db, Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const RUN_ROW = { include: { createdBy: { select: { name: true } } } } as const;
type Client = Db | Tx;
export const NO_SHADOW_RUN = "There is no shadow run with this id.";

/** The row of a run. @throws NOT_FOUND */
export async function getShadowRow(client: Client, id: string) {
  const row = await client.shadowRun.findUnique({ where: { id }, ...RUN_ROW });
  if (!row) throw new AppError("NOT_FOUND", NO_SHADOW_RUN);
  return row;
}
export type ShadowRow = Awaited<ReturnType<typeof getShadowRow>>;

/** Rows of runs, newest first, from after `cursor`. */
export function findShadowRows(client: Client, { cursor, take }: { cursor?: string | undefined; take: number }) {
  return client.shadowRun.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...RUN_ROW,
    take,
    ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
  });
}

/** What has become of the chosen conversations of some runs. */
export type Progress = { read: number; unscored: number; leftOut: ShadowRunDto["leftOut"] };

const progressSchema = z.array(
  z.object({ runId: z.uuid(), leftOut: z.enum(LEFT_OUT).nullable(), unscored: z.boolean(), n: z.number().int() }),
);

/** How far runs are, by their ids. */
export async function loadProgress(client: Client, ids: readonly string[]): Promise<(id: string) => Progress> {
  const rows = progressSchema.parse(
    await client.$queryRaw`
      SELECT run_id AS "runId", left_out AS "leftOut", coalesce(outcome = 'unscored', false) AS unscored, count(*)::int AS n
      FROM shadow_reading WHERE run_id = ANY (${[...ids]}::uuid[]) AND (read_at IS NOT NULL OR left_out IS NOT NULL)
      GROUP BY 1, 2, 3`,
  );
  return (id) => {
    const progress = { read: 0, unscored: 0, leftOut: { erased: 0, damaged: 0, changed: 0, no_words: 0 } };
    for (const { runId, leftOut, unscored, n } of rows) {
      if (runId !== id) continue;
      if (leftOut !== null) progress.leftOut[leftOut] += n;
      else progress.read += n;
      if (unscored) progress.unscored += n;
    }
    return progress;
  };
}

/** How many conversations of a run were left out after they were chosen. */
export function sumLeftOut(leftOut: Progress["leftOut"]): number {
  return Object.values(leftOut).reduce((sum, n) => sum + n, 0);
}

const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

async function sourceNames(client: Client, rows: readonly ShadowRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ sourceId }) => sourceId ?? []);
  const sources = ids.length === 0 ? [] : await client.source.findMany({ where: { id: { in: ids } } });
  return new Map(sources.map(({ id, name }) => [id, name]));
}

/** Runs as the API gives them, in the order of the rows. */
export async function toShadowDtos(client: Client, rows: readonly ShadowRow[]): Promise<ShadowRunDto[]> {
  const ids = rows.map(({ id }) => id);
  const [progressOf, names] = [await loadProgress(client, ids), await sourceNames(client, rows)];
  return rows.map((row) => {
    const { id, state, failure, judges, scope, most, seed, population, chosen, erased, unread, engine, model } = row;
    const { read, leftOut } = progressOf(id);
    return {
      ...{ id, state, failure, judges, most, seed, population, chosen, erased, unread, engine, model, read, leftOut },
      reader: z.enum(SHADOW_READERS).parse(row.reader),
      strategy: z.enum(STRATEGY_NAMES).parse(row.strategy),
      voteRule: z.enum(VOTE_RULES).parse(row.voteRule),
      scope: z.enum(SHADOW_SCOPES).parse(scope),
      from: dayOf(row.fromDay),
      to: dayOf(row.toDay),
      source: row.sourceId === null ? null : { id: row.sourceId, name: names.get(row.sourceId) ?? "" },
      probability: chosen / population,
      createdAt: row.createdAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      createdBy: row.createdBy?.name ?? null,
    };
  });
}

/** One run as the API gives it. @throws NOT_FOUND */
export async function getShadowDto(client: Client, id: string): Promise<ShadowRunDto> {
  const [dto] = await toShadowDtos(client, [await getShadowRow(client, id)]);
  if (!dto) throw new Error("a row gave no answer");
  return dto;
}
