/** Tickets of Zendesk with their comments: its JSON export, one ticket a line, or the API's lists. Ids as in its webhooks. */
import { z } from "zod";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import { attachmentText, joinTexts, platformId, readTime, shownText } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { messageItems, requireMessages, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import { readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const optionalId = platformId.optional().catch(undefined);
const userSchema = z.object({ id: platformId, name: shownText, role: shownText });
/** A line that is a person rather than a ticket. */
const userLineSchema = z.object({ id: platformId, role: z.string(), comments: z.undefined().optional() });
type User = z.output<typeof userSchema>;

const commentSchema = z.object({
  id: platformId,
  author_id: optionalId,
  author: userSchema.optional().catch(undefined),
  plain_body: shownText,
  body: shownText,
  html_body: shownText,
  public: z.boolean().optional().catch(undefined),
  created_at: z.unknown().optional(),
  via: z.object({ channel: shownText }).optional().catch(undefined),
  attachments: z
    .array(z.object({ file_name: shownText, content_type: shownText }))
    .optional()
    .catch(undefined),
});
type Comment = z.output<typeof commentSchema>;

const ticketSchema = z.object({
  id: platformId,
  subject: shownText,
  created_at: z.unknown().optional(),
  requester_id: optionalId,
  assignee_id: optionalId,
  requester: userSchema.optional().catch(undefined),
  submitter: userSchema.optional().catch(undefined),
  assignee: userSchema.optional().catch(undefined),
  users: z.array(z.unknown()).optional().catch(undefined),
  comments: z.array(z.unknown()),
});
type Ticket = z.output<typeof ticketSchema>;

/** More people than this are known by their ids alone. */
const MOST_USERS = 500_000;

function textOf({ plain_body, body, html_body, attachments = [] }: Comment): string {
  const words = plain_body ?? body ?? (html_body === undefined ? "" : htmlToPlainText(html_body));
  const files = attachments.map(({ file_name, content_type }) =>
    attachmentText(attachmentKind(content_type ?? file_name ?? ""), file_name),
  );
  return joinTexts([words.trim(), ...files]);
}

class TicketReader {
  readonly skipped = new SkippedCounts();
  readonly users = new Map<string, User>();

  learn(values: readonly unknown[]): void {
    for (const value of values) {
      const user = userSchema.safeParse(value).data;
      if (user !== undefined && this.users.size < MOST_USERS) this.users.set(user.id, user);
    }
  }

  *ticket(line: number, ticket: Ticket): Generator<TranscriptItem> {
    this.learn(ticket.users ?? []);
    const requester = ticket.requester_id ?? ticket.requester?.id;
    const messages: TranscriptMessage[] = [];
    const sentAt = readTime(ticket.created_at);
    // A subject may say what the comments do not; webhooks give it this id.
    if (ticket.subject?.trim() && requester !== undefined)
      messages.push({
        id: "subject",
        role: "user",
        speaker: this.#speaker(requester, this.#known(requester, ticket)),
        text: ticket.subject,
        ...(sentAt && { sentAt }),
        line,
      });
    for (const value of ticket.comments) {
      const comment = commentSchema.safeParse(value).data;
      const text = comment && textOf(comment);
      if (comment === undefined || text === undefined)
        yield { kind: "rejected", line, reason: "A comment of the ticket has no id or another form." };
      else if (text === "") this.skipped.add("comments without text");
      else messages.push(this.#message(line, ticket, comment, text));
    }
    yield* messageItems({ id: storableId(ticket.id), title: ticket.subject }, messages);
  }

  #known(id: string | undefined, ticket: Ticket): User | undefined {
    if (id === undefined) return undefined;
    return [ticket.requester, ticket.submitter, ticket.assignee].find((user) => user?.id === id) ?? this.users.get(id);
  }

  #speaker(id: string, user: User | undefined): TranscriptMessage["speaker"] {
    return { id: storableId(id), ...(user?.name && { name: user.name }) };
  }

  #message(line: number, ticket: Ticket, comment: Comment, text: string): TranscriptMessage {
    const by = comment.author_id ?? comment.author?.id;
    const user = comment.author ?? this.#known(by, ticket);
    const role = roleOf(by, user, ticket, comment);
    const sentAt = readTime(comment.created_at);
    return {
      id: storableId(comment.id),
      role,
      speaker: by === undefined ? { id: role } : this.#speaker(by, user),
      text,
      ...(sentAt && { sentAt }),
      // What a user wrote is read even where Zendesk made it private, as it does with mail from an unknown address.
      ...(comment.public === false && role === "agent" && { isPrivateNote: true as const }),
      line,
    };
  }
}

/** By what the file says of the author; where it says nothing, who did not ask for help and uses the agents' page gives it. */
function roleOf(by: string | undefined, user: User | undefined, ticket: Ticket, comment: Comment): "user" | "agent" {
  if (user?.role !== undefined) return user.role === "end-user" ? "user" : "agent";
  if (by !== undefined && by === (ticket.requester_id ?? ticket.requester?.id)) return "user";
  if (by !== undefined && by === (ticket.assignee_id ?? ticket.assignee?.id)) return "agent";
  return comment.public === false || comment.via?.channel === "web" ? "agent" : "user";
}

async function* readExport(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const reader = new TicketReader();
  const { top, hasLines } = jsonOutline(await takeSample(file));
  // The API lists people after the tickets they are needed for.
  if (top === "object" && !hasLines)
    for await (const item of readJsonValues(file, [["users", "[]"]])) if (!("kind" in item)) reader.learn([item.value]);
  for await (const item of readJsonRecords(file, [["tickets"]])) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const ticket = ticketSchema.safeParse(item.value).data;
    if (ticket !== undefined) yield* reader.ticket(item.record, ticket);
    else if (userLineSchema.safeParse(item.value).success) reader.learn([item.value]);
    else yield { kind: "rejected", line: item.record, reason: "The record is not a ticket with comments." };
  }
  yield* reader.skipped.items();
}

export const zendeskExport: TranscriptFormat = {
  name: "zendesk-export",
  label: "Zendesk tickets with comments (JSON)",
  detect(sample) {
    const { paths } = jsonOutline(sample);
    return ["", "[].", "tickets[]."].some(
      (at) =>
        paths.has(`${at}comments`) &&
        ["comments[].author_id", "comments[].public", "requester_id"].some((key) => paths.has(at + key)),
    );
  },
  read: (file) => requireMessages(readExport(file)),
};
