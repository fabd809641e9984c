import "server-only";
import { randomBytes } from "node:crypto";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { chooseConversations } from "@/domain/measure/shadow/choose-conversations";
import { type ShadowOrder, type ShadowRunDto, shadowOrderSchema } from "@/domain/measure/shadow/shadow-dto";
import { getShadowDto } from "@/domain/measure/shadow/shadow-row";
import { shadowEngine } from "@/inference/shadow-engine";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { parseInput } from "@/lib/http/read-input";
import { newId } from "@/lib/ids/new-id";

/** Choosing looks at every conversation of the period, in milliseconds. */
const CHOOSE_MS = 120_000;

const dateOf = (day: string | undefined) => (day === undefined ? null : new Date(`${day}T00:00:00Z`));

/**
 * Orders conversations of the past to be read again by another reader, for comparison alone: neither queue nor cases,
 * nor the readings that stand, are touched. The conversations are chosen here, by chance, and a worker reads them.
 * @throws FORBIDDEN; INVALID, also where no conversation fits or there is no such reader
 */
export async function orderShadowRun(actor: Actor, input: ShadowOrder): Promise<ShadowRunDto> {
  requireRight(actor, "model.manage");
  const order = parseInput(shadowOrderSchema, input);
  const {
    reader,
    strategy,
    judges,
    voteRule,
    scope,
    most,
    source,
    seed = randomBytes(9).toString("base64url"),
  } = order;
  if (shadowEngine(reader) === null)
    throw new AppError("INVALID", "INFERENCE_SHADOW_URL is not set: there is no other model to read with.");
  await catchUp();
  const id = newId();
  return db().$transaction(
    async (tx) => {
      await tx.shadowRun.create({
        data: {
          ...{ id, reader, strategy, voteRule, scope, most, seed },
          judges: strategy === "single" ? 1 : judges,
          createdById: actor.kind === "user" ? actor.userId : null,
          fromDay: dateOf(order.from),
          toDay: dateOf(order.to),
          sourceId: source ?? null,
        },
      });
      const counts = await chooseConversations(tx, id, { ...order, seed });
      if (counts.chosen === 0)
        throw new AppError("INVALID", "No conversation fits that a model has read and that still has its words.");
      await tx.shadowRun.update({ where: { id }, data: counts });
      await appendEvent(tx, {
        type: "measure.shadow.ordered",
        actor,
        facts: { shadowId: id, reader, strategy, scope, ...counts },
      });
      return getShadowDto(tx, id);
    },
    { timeout: CHOOSE_MS },
  );
}
