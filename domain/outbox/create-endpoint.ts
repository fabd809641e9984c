import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { CreatedEndpoint } from "@/domain/outbox/endpoint-dto";
import type { EndpointInput } from "@/domain/outbox/endpoint-input";
import { hintOf, sealSecret, sealTarget } from "@/domain/outbox/endpoint-target";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { createDataKey } from "@/lib/keys/data-keys";
import { generateWebhookSecret } from "@/lib/outbound/sign-webhook";

async function requireSource(tx: Tx, sourceId: string): Promise<void> {
  const source = await tx.source.findUnique({ where: { id: sourceId } });
  if (source !== null && source.deletedAt === null) return;
  const errors = [{ pointer: "/sourceId", message: "is not a source of this desk" }];
  throw new AppError("INVALID", "There is no source with this id.", { errors });
}

/**
 * Adds a place that alerts, or the decisions of a source, are sent to. Where it leads is sealed; a webhook gets a secret,
 * which is returned this one time.
 * @throws FORBIDDEN, INVALID (no such source)
 */
export async function createEndpoint(actor: Actor, input: EndpointInput): Promise<CreatedEndpoint> {
  requireRight(actor, "settings.manage");
  const { name, events, ...rest } = input;
  const { sourceId, ...target } = rest.kind === "webhook" ? rest : { ...rest, sourceId: null };
  const secret = input.kind === "webhook" ? generateWebhookSecret() : null;
  const id = newId();
  await db().$transaction(async (tx) => {
    if (sourceId !== null) await requireSource(tx, sourceId);
    const key = await createDataKey(tx, "endpoint");
    await tx.outboundEndpoint.create({
      data: {
        id,
        kind: input.kind,
        name,
        events: sourceId === null ? events : [],
        sourceId,
        targetSealed: sealTarget(key, id, target),
        secretSealed: secret === null ? null : sealSecret(key, id, "secret_sealed", secret),
        hint: hintOf(target),
        dataKeyId: key.id,
        createdById: actor.kind === "user" ? actor.userId : null,
      },
    });
    await appendEvent(tx, {
      type: "outbox.endpoint.created",
      actor,
      facts: { endpointId: id, kind: input.kind },
    });
  });
  return { id, secret };
}
