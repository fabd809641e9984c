import "server-only";
import { z } from "zod";
import { mailTargetSchema } from "@/domain/outbox/endpoint-input";
import { openText, type Place, sealText } from "@/lib/crypto/seal";
import { type OpenKey, openDataKey } from "@/lib/keys/data-keys";

/** Where an endpoint leads, opened: used to send, and never shown again. Whether it may be sent to is asked each time. */
const targetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("webhook"), url: z.string() }),
  z.object({ kind: z.literal("slack"), url: z.string() }),
  mailTargetSchema.extend({ kind: z.literal("email") }),
]);
export type EndpointTarget = z.infer<typeof targetSchema>;

type Column = "target_sealed" | "secret_sealed" | "previous_secret_sealed";
const place = (endpointId: string, column: Column): Place => ({ table: "outbound_endpoint", column, row: endpointId });

/** Seals where an endpoint leads. */
export function sealTarget(key: OpenKey, endpointId: string, target: EndpointTarget) {
  return sealText(key.key, JSON.stringify(target), place(endpointId, "target_sealed"));
}

/** Seals what an endpoint is signed with, for one of its two places. */
export function sealSecret(key: OpenKey, endpointId: string, column: Exclude<Column, "target_sealed">, secret: string) {
  return sealText(key.key, secret, place(endpointId, column));
}

/** What of a target may be shown: a host, or the domains it mails to. */
export function hintOf(target: EndpointTarget): string {
  if (target.kind !== "email") return new URL(target.url).host;
  return [...new Set(target.to.map((address) => address.slice(address.lastIndexOf("@") + 1)))].join(", ");
}

type SealedEndpoint = {
  id: string;
  targetSealed: Uint8Array;
  secretSealed: Uint8Array | null;
  previousSecretSealed: Uint8Array | null;
  previousSecretUntil: Date | null;
  dataKey: Parameters<typeof openDataKey>[0];
};

/**
 * Where an endpoint leads and what signs at `at`: the former secret too while it is being changed.
 * @throws when its key was erased or its boxes do not open
 */
export function openEndpoint(
  row: SealedEndpoint,
  at: Date,
): { key: OpenKey; target: EndpointTarget; secrets: string[] } {
  const key = openDataKey(row.dataKey);
  if (key === null) throw new Error(`the data key of endpoint ${row.id} was erased`);
  const target = targetSchema.parse(JSON.parse(openText(key.key, row.targetSealed, place(row.id, "target_sealed"))));
  const open = (box: Uint8Array | null, column: Column) =>
    box === null ? [] : [openText(key.key, box, place(row.id, column))];
  const isRotating = row.previousSecretUntil !== null && row.previousSecretUntil > at;
  const secrets = [
    ...open(row.secretSealed, "secret_sealed"),
    ...(isRotating ? open(row.previousSecretSealed, "previous_secret_sealed") : []),
  ];
  return { key, target, secrets };
}
