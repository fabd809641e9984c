import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { createSource } from "@/domain/ingest/create-source";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { bringIn } from "@/domain/ingest/uploads/bring-in";
import { changeUpload } from "@/domain/ingest/uploads/change-upload";
import { createUpload } from "@/domain/ingest/uploads/create-upload";
import { failStaleUploads } from "@/domain/ingest/uploads/fail-stale-uploads";
import { getUpload } from "@/domain/ingest/uploads/get-upload";
import { listRejected } from "@/domain/ingest/uploads/list-rejected";
import { listUploads } from "@/domain/ingest/uploads/list-uploads";
import { removeLeftPieces } from "@/domain/ingest/uploads/remove-pieces";
import { findFormat } from "@/domain/ingest/uploads/upload-options";
import { workOnUpload } from "@/domain/ingest/uploads/work-on-upload";
import { rejectedAsCsv } from "@/domain/ingest/uploads/write-rejected";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

const never = new AbortController().signal;
const work = () => workOnUpload(never);

/** JSON lines of OpenAI messages: two messages a conversation. */
function jsonLines(count: number, word = "line"): string {
  const line = (index: number) =>
    JSON.stringify({
      messages: [
        { role: "user", content: `${word} ${index}` },
        { role: "assistant", content: "I hear you." },
      ],
    });
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

let sources = 0;

/** Uploads a text into the source, a new one unless named, and lets a worker look through it. */
async function upload(admin: UserActor, text: string, sourceId?: string): Promise<string> {
  sources += 1;
  const target = sourceId ?? (await createSource(admin, { platform: "api", name: `Archive ${sources}` })).id;
  const file = { fileName: "night chats.txt", sourceId: target, options: {} };
  const made = await createUpload(admin, file, memoryFile("x", text).stream());
  await work();
  return made.id;
}

/** Messages of users that came from a source of this test's own. */
async function countOf(sourceId: string): Promise<number> {
  return db().message.count({ where: { role: "user", conversation: { sourceId } } });
}

async function conversationsOf(uploadId: string) {
  const { sourceId } = await db().upload.findUniqueOrThrow({ where: { id: uploadId } });
  return db().conversation.findMany({ where: { sourceId }, include: { messages: true } });
}

describe("an upload", () => {
  it("is looked through before anything is stored, then brought in, and adds nothing the second time", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(30, "once"));
    const seen = await getUpload(admin, id);
    expect(seen).toMatchObject({ state: "previewed", format: "openai-messages", fileName: "night chats.txt" });
    expect(seen.preview).toMatchObject({ conversations: 30, messages: 60, rejected: { count: 0 } });
    expect(seen.found).toEqual({ conversations: 30, messages: 60, rejected: 0 });
    expect(seen.preview?.speakers.map(({ role, messages }) => ({ role, messages }))).toEqual([
      { role: "user", messages: 30 },
      { role: "assistant", messages: 30 },
    ]);
    expect(await conversationsOf(id)).toHaveLength(0);
    await changeUpload(admin, id, "start");
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", conversations: 30, messages: 60, added: 60 });
    expect(await countOf(seen.sourceId)).toBe(30);
    expect(await db().uploadPiece.count({ where: { uploadId: id } })).toBe(0);

    const again = await upload(admin, jsonLines(30, "once"), seen.sourceId);
    expect((await getUpload(admin, again)).preview?.warnings.join()).toMatch(/brought in before/);
    await changeUpload(admin, again, "start");
    await work();
    expect(await getUpload(admin, again)).toMatchObject({ state: "finished", messages: 60, added: 0 });
    expect(await countOf(seen.sourceId)).toBe(30);
  });

  it("goes to “Uploads” when no source is named, whose readings wait for live conversations", async () => {
    const admin = await person("admin");
    const content = memoryFile("x", jsonLines(1, "later")).stream();
    const { id, sourceName } = await createUpload(admin, { fileName: "x", options: {} }, content);
    expect(sourceName).toBe("Uploads");
    await work();
    await changeUpload(admin, id, "start");
    await work();
    const [conversation] = await conversationsOf(id);
    const jobs = await db().$queryRaw`SELECT priority FROM pgboss.job WHERE id = ${conversation?.readingJobId}::uuid`;
    expect(jobs).toEqual([{ priority: 5 }]);
  });

  it("goes on after a run that died, at the record where it stopped", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(2_500, "half"));
    await changeUpload(admin, id, "start");
    const leaseToken = newId();
    await db().upload.update({ where: { id }, data: { leaseToken } });
    const { source } = await db().upload.findUniqueOrThrow({ where: { id }, include: { source: true } });
    const format = findFormat("openai-messages");
    if (!format) throw new Error("no format");
    let items = 0;
    const dies = () => {
      items += 1;
      if (items === 1_800) throw new Error("killed");
    };
    const reading = { file: memoryFile("x", jsonLines(2_500, "half")), format, options: {} };
    const run = bringIn(
      { kind: "system", process: "worker" },
      { id, leaseToken, source, position: 0n },
      reading,
      never,
      dies,
    );
    await expect(run).rejects.toThrow("killed");
    const { position } = await db().upload.findUniqueOrThrow({ where: { id } });
    expect(position).toBeGreaterThan(0n);
    expect(position).toBeLessThan(1_800n);
    // The part that was stored last made the lease anew: nobody takes over a run that may still go on.
    expect(await work()).toBe(false);
    await db().upload.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1) } });
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", conversations: 2_500, messages: 5_000 });
    expect(await countOf(source.id)).toBe(2_500);
  });

  it("is worked on by one worker at a time", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(600, "race"));
    await changeUpload(admin, id, "start");
    const took = await Promise.all([work(), work(), work()]);
    expect(took.filter(Boolean)).toHaveLength(1);
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", messages: 1_200, added: 1_200 });
  });

  it("can be paused, go on, and be cancelled; what was brought in stays", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(3, "pause"));
    await expect(changeUpload(admin, id, "pause")).rejects.toMatchObject({ code: "CONFLICT" });
    await changeUpload(admin, id, "start");
    await changeUpload(admin, id, "pause");
    expect(await work()).toBe(false);
    await changeUpload(admin, id, "resume");
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished" });
    const other = await upload(admin, jsonLines(3, "cancel"));
    await changeUpload(admin, other, "cancel");
    expect(await work()).toBe(false);
    expect(await db().uploadPiece.count({ where: { uploadId: other } })).toBe(0);
    await expect(changeUpload(admin, other, "start")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await conversationsOf(id)).toHaveLength(3);
  });

  it("names the records that cannot be used, with their lines, to download", async () => {
    const admin = await person("admin");
    const id = await upload(admin, `${jsonLines(2, "good")}\n{"messages": 7}\n${jsonLines(1, "better")}\nnot json`);
    expect((await getUpload(admin, id)).preview).toMatchObject({ conversations: 3, rejected: { count: 2 } });
    await changeUpload(admin, id, "start");
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", rejected: 2 });
    const chunks: Uint8Array[] = [];
    for await (const chunk of rejectedAsCsv(await listRejected(admin, id))) chunks.push(chunk);
    const lines = Buffer.concat(chunks).toString().trim().split("\r\n");
    expect(lines.map((line) => line.split(",")[0])).toEqual(["line", "3", "5"]);
  });

  it("gives a speaker the role that an admin says", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(1, "role"));
    const speaker = (await getUpload(admin, id)).preview?.speakers.find(({ role }) => role === "assistant");
    await changeUpload(admin, id, "start", { roles: { [speaker?.id ?? ""]: "agent" } });
    await work();
    const [conversation] = await conversationsOf(id);
    expect(conversation?.messages.map(({ role }) => role).sort()).toEqual(["agent", "user"]);
  });

  it("in no known format is kept with the reason, and is read once somebody says how", async () => {
    const admin = await person("admin");
    const rows = ["words;who", ...Array.from({ length: 3 }, (_, at) => `"message ${at}";guest`)].join("\n");
    const id = await upload(admin, `\u0001 nothing\n${rows}`);
    const before = await getUpload(admin, id);
    expect(before).toMatchObject({ state: "previewed", format: null, preview: null, found: null });
    expect(before.refusal).toMatch(/no format/);
    await expect(changeUpload(admin, id, "start")).rejects.toMatchObject({ code: "INVALID" });
    await changeUpload(admin, id, "answer", { format: "whatsapp" });
    await work();
    expect(await getUpload(admin, id)).toMatchObject({
      state: "previewed",
      format: "whatsapp",
      refusal: expect.any(String),
    });
    await changeUpload(admin, id, "cancel");
    expect(await db().uploadPiece.count({ where: { uploadId: id } })).toBe(0);
  });

  it("asks which column holds the text, survives a wrong answer, and starts after a right one", async () => {
    const admin = await person("admin");
    const rows = ["nonsense,who,empty", ...Array.from({ length: 3 }, (_, at) => `column ${at},guest,`)].join("\n");
    const id = await upload(admin, rows);
    const asked = await getUpload(admin, id);
    expect(asked).toMatchObject({ state: "previewed", format: "csv", refusal: expect.stringMatching(/column/) });
    expect(asked.preview?.columns).toMatchObject({ value: null, header: ["nonsense", "who", "empty"] });
    await changeUpload(admin, id, "answer", { columns: { text: "empty" } });
    await work();
    expect((await getUpload(admin, id)).refusal).toMatch(/No message/i);
    await changeUpload(admin, id, "answer", { columns: { text: "nonsense", speaker: "who" } });
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ refusal: null, found: { messages: 3 } });
    await changeUpload(admin, id, "start");
    expect((await listUploads(admin, { limit: 1 })).items[0]).toMatchObject({ id, found: { messages: 3 } });
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", added: 3, found: null });
    const events = await db().auditEvent.findMany({ where: { canonical: { contains: id } }, orderBy: { seq: "asc" } });
    expect(events.map(({ type }) => type.replace("ingest.upload.", ""))).toEqual([
      "received",
      "changed",
      "changed",
      "started",
      "ended",
    ]);
    expect(events.filter(({ canonical }) => canonical.includes("nonsense"))).toEqual([]);
  });

  it.each([
    [
      "the order of dates",
      "author,time,text\nguest,3/4/26 10:00,hello\nguest,3/4/26 10:01,again\n",
      "dateOrder",
      /part of a date/,
      { dateOrder: "mdy" },
    ],
    [
      "the column of the text",
      `content,text\n${"a,a long night\n".repeat(3)}`,
      "columns",
      /column/,
      { columns: { text: "text" } },
    ],
  ] as const)("does not start while %s is guessed, whoever asks for it", async (_, rows, guessed, asks, answer) => {
    const admin = await person("admin");
    const id = await upload(admin, rows);
    expect(await getUpload(admin, id)).toMatchObject({ state: "previewed", refusal: null, guessed: [guessed] });
    await expect(changeUpload(admin, id, "start")).rejects.toMatchObject({
      code: "INVALID",
      detail: expect.stringMatching(asks),
      extra: { members: { guessed: [guessed] } },
    });
    await changeUpload(admin, id, "answer", answer);
    await work();
    await changeUpload(admin, id, "start");
    await work();
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished" });
  });

  it("of which only a part arrives fails, and so does one whose sender was gone for long", async () => {
    const admin = await person("admin");
    async function* broken() {
      yield new Uint8Array(3 * 1024 * 1024);
      throw new Error("connection lost");
    }
    await expect(createUpload(admin, { fileName: "x", options: {} }, broken())).rejects.toThrow("connection lost");
    const [latest] = (await listUploads(admin, { limit: 1 })).items;
    expect(latest).toMatchObject({ state: "failed", failure: expect.stringMatching(/did not arrive/) });
    expect(await db().uploadPiece.count()).toBe(0);
    const { id } = latest ?? { id: "" };
    await db().upload.update({
      where: { id },
      data: { state: "receiving", failure: null, finishedAt: null, touchedAt: new Date(Date.now() - 3_600_000) },
    });
    expect(await failStaleUploads()).toBe(1);
    expect(await getUpload(admin, id)).toMatchObject({ state: "failed" });
    const ends = await db().auditEvent.findMany({ where: { type: "ingest.upload.ended" }, orderBy: { seq: "asc" } });
    const actors = ends.filter(({ canonical }) => canonical.includes(id)).map(({ actorKind }) => actorKind);
    expect(actors).toEqual(["user", "system"]);
  });

  it("that is cancelled while its file arrives keeps no more of it, and tells the sender", async () => {
    const admin = await person("admin");
    let keptAfter = -1;
    async function* cancelledHalfway() {
      yield new Uint8Array(2 * 1024 * 1024);
      const [arriving] = (await listUploads(admin, { limit: 1 })).items;
      await changeUpload(admin, arriving?.id ?? "", "cancel");
      yield new Uint8Array(1024 * 1024);
      keptAfter = await db().uploadPiece.count();
    }
    const sent = createUpload(admin, { fileName: "x", options: {} }, cancelledHalfway());
    await expect(sent).rejects.toMatchObject({ code: "CONFLICT" });
    expect(keptAfter).toBe(-1);
    expect(await db().uploadPiece.count()).toBe(0);
    expect((await listUploads(admin, { limit: 1 })).items[0]).toMatchObject({ state: "cancelled" });
  });

  it("of long messages is stored in parts that fit into memory", async () => {
    const admin = await person("admin");
    const long = Array.from({ length: 6 }, (_, at) => jsonLines(1, `${at} ${"word ".repeat(300_000)}`)).join("\n");
    const id = await upload(admin, long);
    await changeUpload(admin, id, "start");
    const leaseToken = newId();
    const row = await db().upload.update({ where: { id }, data: { leaseToken }, include: { source: true } });
    const format = findFormat("openai-messages");
    if (!format) throw new Error("no format");
    const reading = { file: memoryFile("x", long), format, options: {} };
    let items = 0;
    const dies = () => {
      items += 1;
      if (items === 6) throw new Error("killed");
    };
    const held = { id, leaseToken, source: row.source, position: 0n };
    await expect(bringIn(admin, held, reading, never, dies)).rejects.toThrow("killed");
    expect(Number((await db().upload.findUniqueOrThrow({ where: { id } })).position)).toBeGreaterThan(0);
  });

  it("of which a part takes too long to be stored fails after a few tries, and holds up no other", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(400, "slow"));
    await changeUpload(admin, id, "start");
    expect(await workOnUpload(never, { partTimeoutMs: 1 })).toBe(true);
    expect(await getUpload(admin, id)).toMatchObject({
      state: "failed",
      failure: expect.stringMatching(/Vigil failed/),
    });
    expect(await work()).toBe(false);
  });

  it("whose part is stored in time at another try goes on", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(3, "busy"));
    await changeUpload(admin, id, "start");
    const isHeld = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const holder = db().$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE message IN SHARE MODE`;
      isHeld.resolve();
      await goOn.promise;
    });
    await isHeld.promise;
    const run = workOnUpload(never, { partTimeoutMs: 500 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    goOn.resolve();
    await holder;
    expect(await run).toBe(true);
    expect(await getUpload(admin, id)).toMatchObject({ state: "finished", added: 6 });
  });

  it("leaves no piece of its file behind, however many there are and whenever the process died", async () => {
    const admin = await person("admin");
    const id = await upload(admin, jsonLines(1, "many"));
    const pieces = Array.from({ length: 150 }, (_, at) => ({
      uploadId: id,
      position: at + 1,
      bodySealed: Buffer.from("x"),
    }));
    await db().uploadPiece.createMany({ data: pieces });
    await changeUpload(admin, id, "cancel");
    expect(await db().uploadPiece.count({ where: { uploadId: id } })).toBe(0);
    await db().uploadPiece.createMany({ data: pieces });
    expect(await removeLeftPieces()).toBe(1);
    expect(await db().uploadPiece.count({ where: { uploadId: id } })).toBe(0);
    const waiting = await upload(admin, jsonLines(1, "kept"));
    expect(await removeLeftPieces()).toBe(0);
    expect(await db().uploadPiece.count({ where: { uploadId: waiting } })).toBe(1);
  });

  it("is for admins", async () => {
    const lead = await person("lead");
    const content = memoryFile("x", jsonLines(1)).stream();
    await expect(createUpload(lead, { fileName: "x", options: {} }, content)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(listUploads(lead, { limit: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
