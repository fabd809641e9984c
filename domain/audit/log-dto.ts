/** Checkpoints and proofs as they leave the API. Pure. */
import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().min(0);

export const checkpointSchema = z
  .object({
    size: size.meta({ description: "How many entries it is over" }),
    root: hash.meta({ description: "RFC 6962, in hexadecimal" }),
    note: z.string().meta({ description: "The signed note (C2SP tlog-checkpoint), to be kept byte for byte" }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Checkpoint" });
export type CheckpointDto = z.infer<typeof checkpointSchema>;

export const checkpointPageSchema = z
  .object({ items: z.array(checkpointSchema), nextCursor: z.string().nullable() })
  .meta({ id: "CheckpointPage" });
export type CheckpointPage = z.infer<typeof checkpointPageSchema>;

const wholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/, "is not a whole number")
  .transform(Number);

export const checkpointFilterSchema = z.object({
  cursor: wholeNumber.optional().meta({ description: "`nextCursor` of the page before" }),
});

export const inclusionFilterSchema = z.object({
  event: z.uuid().meta({ description: "The id of the entry" }),
  size: wholeNumber.optional().meta({ description: "Of which tree; without it, of the newest checkpoint" }),
});
export type InclusionFilter = z.infer<typeof inclusionFilterSchema>;

export const consistencyFilterSchema = z.object({
  from: wholeNumber.meta({ description: "The size of the older tree" }),
  to: wholeNumber.optional().meta({ description: "That of the younger one; without it, of the newest checkpoint" }),
});
export type ConsistencyFilter = z.infer<typeof consistencyFilterSchema>;

export const inclusionProofSchema = z
  .object({
    eventId: z.uuid(),
    index: size.meta({ description: "The place of the entry in the log, counted from 0" }),
    size,
    canonical: z.string().meta({ description: "The exact bytes that were hashed (RFC 8785)" }),
    leafHash: hash,
    path: z.array(hash).meta({ description: "From the entry upwards (RFC 9162, 2.1.3)" }),
    root: hash.meta({ description: "Over the tree of this size" }),
    checkpoint: checkpointSchema.nullable().meta({ description: "Null where no checkpoint has this size" }),
  })
  .meta({ id: "InclusionProof" });
export type InclusionProof = z.infer<typeof inclusionProofSchema>;

export const consistencyProofSchema = z
  .object({
    from: size,
    to: size,
    fromRoot: hash,
    toRoot: hash,
    path: z.array(hash).meta({ description: "RFC 9162, 2.1.4" }),
  })
  .meta({ id: "ConsistencyProof" });
export type ConsistencyProof = z.infer<typeof consistencyProofSchema>;

export const logKeysSchema = z
  .object({
    origin: z.string().nullable().meta({ description: "The name of this log; null before its first seal" }),
    keys: z.array(
      z.object({
        version: z.number().int(),
        vkey: z.string().meta({ description: "Verifier key (C2SP signed-note)" }),
        createdAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: "LogKeys", description: "The newest first" });
export type LogKeys = z.infer<typeof logKeysSchema>;
