/** What is stored of a message, and how it reads in a mail or a chat. Pure. */
import { z } from "zod";
import { ALERT_KINDS, alertLine } from "@/domain/outbox/alert-kinds";

const alertBodySchema = z.object({
  type: z.enum(["alert.opened", "alert.escalated"]),
  timestamp: z.iso.datetime(),
  data: z.looseObject({
    kind: z.enum(ALERT_KINDS),
    tier: z.number().int().nullable(),
    count: z.number().int(),
    url: z.string(),
  }),
});

/** A message for people: a line that stands alone, then where to look. */
export type Letter = { line: string; paragraphs: string[]; url: string | null };

const NO_CONTENT = "This message holds nothing of what people wrote. Sign in to see it.";

/** How a stored message reads to a person; a message that is no alert is the one that tries an endpoint out. */
export function letterOf(body: unknown): Letter {
  const parsed = alertBodySchema.safeParse(body);
  if (!parsed.success)
    return { line: "This is a test", paragraphs: ["Alerts of this desk will arrive here."], url: null };
  const { type, timestamp, data } = parsed.data;
  const line = alertLine(data.kind, data.tier, data.count);
  const since = `Since ${timestamp.slice(0, 16).replace("T", " ")} UTC.`;
  const again = type === "alert.escalated" ? ["Nobody has answered so far."] : [];
  return { line, paragraphs: [since, ...again, NO_CONTENT], url: data.url };
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Subject, plain text and HTML of a mail. */
export function mailOf({ line, paragraphs, url }: Letter): { subject: string; text: string; html: string } {
  const text = [`${line}.`, ...paragraphs, ...(url === null ? [] : [url])].join("\n\n");
  const shown = [`<p><strong>${escaped(line)}.</strong></p>`, ...paragraphs.map((each) => `<p>${escaped(each)}</p>`)];
  const link = url === null ? [] : [`<p><a href="${escaped(url)}">${escaped(url)}</a></p>`];
  const html = `<!doctype html><html lang="en"><body>${[...shown, ...link].join("")}</body></html>`;
  return { subject: `Vigil: ${line.charAt(0).toLowerCase()}${line.slice(1)}`, text, html };
}

/** The JSON of a Slack message, with a text for notifications. */
export function slackOf({ line, paragraphs, url }: Letter): { text: string } {
  const sign = (text: string) =>
    text.replace(/[&<>]/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[each] ?? "");
  const link = url === null ? [] : [`<${url}|Open in Vigil>`];
  return { text: [`*${sign(line)}.*`, ...paragraphs.map(sign), ...link].join("\n") };
}
