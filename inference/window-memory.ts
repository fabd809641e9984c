import "server-only";
import { z } from "zod";
import type { WindowReading } from "@/inference/conversation-reading";
import { riskSchema, SEVERITIES, UNSCORED_REASONS } from "@/inference/risk";
import { moveReading } from "@/inference/windows/move-reading";
import { sealText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { keyring, type OpenKey } from "@/lib/keys/data-keys";
import { openTextOrNull } from "@/lib/keys/open-or-null";

const RESULT = { table: "reading_window", column: "result_sealed" } as const;

/** Messages are kept as offsets into the window: the same window may begin elsewhere once older messages were edited. */
const found = riskSchema.extend({ agreement: z.number().nullable(), messages: z.array(z.number().int().min(0)) });
const resultSchema = z.object({
  reading: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("risk"), reflection: z.string(), risks: z.tuple([found], found) }),
    z.object({ outcome: z.literal("none"), reflection: z.string(), risks: z.tuple([]) }),
    z.object({
      outcome: z.literal("unscored"),
      reason: z.enum(UNSCORED_REASONS),
      detail: z.string(),
      suspected: z.array(found),
    }),
  ]),
  score: z
    .object({
      flag: z.number(),
      severity: z.record(z.enum(SEVERITIES), z.number()).nullable(),
      censored: z.boolean(),
    })
    .nullable(),
});
type Result = z.infer<typeof resultSchema>;

function mac(conversationId: string, fingerprint: string): Uint8Array<ArrayBuffer> {
  return keyring().lookupHash("reading_window", conversationId, fingerprint);
}

/** The place of a window and of its messages, by what the conversation's transaction knows. */
export type WindowsOf = {
  conversationId: string;
  classificationId: string;
  key: OpenKey | null;
  messageIds: readonly string[];
};

/** The rows of a reading's windows, so that a later one can take over what has not changed. */
export function windowRows(of: WindowsOf, windows: readonly WindowReading[]) {
  return windows.map(({ fingerprint, first, last, reading, score, reused }, position) => {
    const id = newId();
    const [firstMessageId, lastMessageId] = [of.messageIds[first], of.messageIds[last]];
    if (!firstMessageId || !lastMessageId) throw new RangeError("a window lies outside the messages that were read");
    const result = JSON.stringify({ reading: moveReading(reading, -first), score });
    return {
      id,
      classificationId: of.classificationId,
      position,
      firstMessageId,
      lastMessageId,
      fingerprint: mac(of.conversationId, fingerprint),
      outcome: reading.outcome,
      flagScore: score?.flag ?? null,
      resultSealed: of.key && sealText(of.key.key, result, { ...RESULT, row: id }),
      reused,
    };
  });
}

function openResult(key: OpenKey | null, box: Uint8Array | null, row: string): Result | null {
  const text = openTextOrNull(key, box, { ...RESULT, row });
  if (text === null) return null;
  // What an earlier version wrote in another form is read again instead.
  const parsed = resultSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/**
 * What is known of a conversation's windows from its newest reading with any. Windows that could not be read are not
 * remembered: they are asked for again.
 * @returns a look-up by fingerprint; what it finds counts its messages from `first` 0, for `placeWindow` to move
 */
export async function loadWindowMemory(
  client: Db | Tx,
  conversationId: string,
  key: OpenKey | null,
): Promise<(fingerprint: string) => WindowReading | null> {
  const newest = await client.classification.findFirst({
    where: { conversationId, windows: { some: {} } },
    orderBy: [{ revision: "desc" }, { createdAt: "desc" }],
    select: { windows: true },
  });
  const windows = new Map(
    (newest?.windows ?? []).map((window) => [Buffer.from(window.fingerprint).toString("hex"), window]),
  );
  return (fingerprint) => {
    const stored = windows.get(Buffer.from(mac(conversationId, fingerprint)).toString("hex"));
    const result = stored && stored.outcome !== "unscored" ? openResult(key, stored.resultSealed, stored.id) : null;
    return result && { ...result, fingerprint, first: 0, last: 0, reused: true };
  };
}
