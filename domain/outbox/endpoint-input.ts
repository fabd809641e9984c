/** What makes an endpoint, as it comes in. Pure: forms and the API read with it. */
import { z } from "zod";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";
import { urlProblem } from "@/lib/outbound/check-url";
import { typedName } from "@/lib/text/printable";

const url = z.string().superRefine((text, context) => {
  const problem = urlProblem(text);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});
const address = z.email("is not an e-mail address").max(254);
const host = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/, "is not a host name such as mail.example.org");
const MAIL_PORTS = [25, 465, 587];
const FIRST_FREE_PORT = 1_024;
const mailPort = z
  .number()
  .int()
  .max(65_535)
  .refine((port) => MAIL_PORTS.includes(port) || port >= FIRST_FREE_PORT, "use 25, 465, 587, or one from 1024");

const name = typedName(80);
const events = z
  .array(z.enum(ALERT_KINDS))
  .max(ALERT_KINDS.length)
  .default([])
  .meta({ description: "Kinds of alerts that go there; none stands for all of them" });

const webhookTargetSchema = z.strictObject({ url });
export const mailTargetSchema = z.strictObject({
  host,
  port: mailPort,
  security: z.enum(["tls", "starttls", "none"]).meta({ description: "`none` inside allowed networks alone" }),
  user: z.string().min(1).max(320).nullable().default(null),
  password: z.string().min(1).max(1_000).nullable().default(null),
  from: address,
  to: z.array(address).min(1).max(20),
});

export const endpointInputSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("webhook"),
      name,
      events,
      sourceId: z
        .uuid()
        .nullable()
        .default(null)
        .meta({ description: "Set for decisions: the source whose conversations they are about" }),
      ...webhookTargetSchema.shape,
    }),
    z.strictObject({ kind: z.literal("slack"), name, events, ...webhookTargetSchema.shape }),
    z.strictObject({ kind: z.literal("email"), name, events, ...mailTargetSchema.shape }),
  ])
  .meta({ id: "OutboundEndpointInput" });
export type EndpointInput = z.infer<typeof endpointInputSchema>;

export const endpointChangeSchema = z
  .strictObject({ name: name.optional(), events: events.unwrap().optional(), paused: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, "say what to change")
  .meta({ id: "OutboundEndpointChange" });
export type EndpointChange = z.infer<typeof endpointChangeSchema>;
