/** A claim's lease: how long it lasts, and how it leaves the API. Pure. */
import { z } from "zod";

/** How long a claim lasts without a heartbeat, in seconds. */
export const LEASE_SECONDS = 120;
/** How often a page with a claim should say that it is still there, in seconds. */
export const HEARTBEAT_SECONDS = 20;

export const leaseSchema = z
  .object({
    expiresAt: z.iso.datetime(),
    revision: z.number().int(),
    version: z.number().int(),
    classificationId: z
      .uuid()
      .nullable()
      .meta({ description: "The reading that the case shows now; null for none, and while it is hidden" }),
  })
  .meta({ id: "Lease" });
export type Lease = z.infer<typeof leaseSchema>;
