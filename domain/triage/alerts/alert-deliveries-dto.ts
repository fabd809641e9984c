/** Who was told of an alert, as it leaves the API: apart from alerts, which every page reads. Pure. */
import { z } from "zod";
import { outboundDeliverySchema } from "@/domain/outbox/endpoint-dto";

export const alertDeliveriesSchema = z
  .object({ items: z.array(outboundDeliverySchema) })
  .meta({ id: "AlertDeliveries" });
export type AlertDeliveries = z.infer<typeof alertDeliveriesSchema>;
