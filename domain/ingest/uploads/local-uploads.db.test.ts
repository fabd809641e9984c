import { beforeAll, expect, it } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { bringInFile } from "@/domain/ingest/uploads/bring-in-file";
import { changeUpload } from "@/domain/ingest/uploads/change-upload";
import { listUploads } from "@/domain/ingest/uploads/list-uploads";
import { findFormat } from "@/domain/ingest/uploads/upload-options";
import type { UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { openDesk, person, platform } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

/** More conversations than one part holds. */
const text = Array.from({ length: 1_200 }, (_, at) =>
  JSON.stringify({ messages: [{ role: "user", content: `line ${at}` }] }),
).join("\n");

/** What the command line does, with `onItem` in its way. */
async function run(name: string, onItem: (count: number, uploadId: () => Promise<string>) => void) {
  const admin = await person("admin");
  const { sourceId } = await platform(name);
  const format = findFormat("openai-messages");
  if (!format) throw new Error("no format");
  let items = 0;
  const uploadId = async () => (await db().upload.findFirstOrThrow({ where: { sourceId } })).id;
  const ended = bringInFile(admin, memoryFile("x", text), { format, options: {}, sourceId }, () => {
    items += 1;
    onItem(items, uploadId);
  });
  const stored = () => db().message.count({ where: { conversation: { sourceId } } });
  return { admin, ended, uploadId, stored };
}

it("ends a run of the command line that was killed, when an admin cancels it; what was brought in stays", async () => {
  const { admin, ended, uploadId, stored } = await run("killed", (count) => {
    if (count === 900) throw new Error("killed");
  });
  await expect(ended).rejects.toThrow("killed");
  const id = await uploadId();
  const before = await stored();
  expect(before).toBeGreaterThan(0);
  for (const action of ["pause", "resume", "start"] as const) {
    await expect(changeUpload(admin, id, action)).rejects.toMatchObject({ code: "CONFLICT" });
  }
  expect(await changeUpload(admin, id, "cancel")).toMatchObject({ state: "cancelled" });
  expect((await listUploads(admin, { limit: 1 })).items[0]).toMatchObject({ id, state: "cancelled" });
  expect(await stored()).toBe(before);
});

it("stops a run of the command line that is under way, when an admin cancels it", async () => {
  const admin = await person("admin");
  let cancelled: Promise<unknown> = Promise.resolve();
  const { ended, stored } = await run("alive", (count, uploadId) => {
    if (count === 510) cancelled = uploadId().then((id) => changeUpload(admin, id, "cancel"));
  });
  await expect(ended).rejects.toMatchObject({ code: "CONFLICT" });
  await cancelled;
  expect(await stored()).toBeLessThan(1_200);
});

it("goes on with a run that was killed in the way in which it began, and in no other", async () => {
  const admin = await person("admin");
  const { sourceId } = await platform("other options");
  const attempt = (options: UploadOptions, name: string, killedAt: number) => {
    const format = findFormat(name);
    if (!format) throw new Error("no format");
    let items = 0;
    return bringInFile(admin, memoryFile("x", text), { format, options, sourceId }, () => {
      items += 1;
      if (items === killedAt) throw new Error("killed");
    });
  };
  const first: UploadOptions = { timezone: "Europe/Berlin", dateOrder: "dmy" };
  await expect(attempt(first, "openai-messages", 900)).rejects.toThrow("killed");
  await expect(attempt(first, "openai-messages", 0)).rejects.toMatchObject({ detail: expect.stringMatching(/Wait/) });
  await db().upload.updateMany({ where: { sourceId }, data: { leaseUntil: new Date(Date.now() - 1) } });
  const refused = { code: "CONFLICT", detail: expect.stringMatching(/same options.*cancel/) };
  for (const other of [{}, { ...first, timezone: "UTC" }, { ...first, dateOrder: "mdy" as const }]) {
    await expect(attempt(other, "openai-messages", 0)).rejects.toMatchObject(refused);
  }
  await expect(attempt({ ...first, roles: { user: "agent" } }, "openai-messages", 0)).rejects.toMatchObject(refused);
  await expect(attempt(first, "plain", 0)).rejects.toMatchObject(refused);
  // In another order, and with the format named: the same.
  const same: UploadOptions = { dateOrder: "dmy", format: "openai-messages", timezone: "Europe/Berlin" };
  expect(await attempt(same, "openai-messages", 0)).toEqual({ added: 1_200 });
  expect(await db().upload.count({ where: { sourceId } })).toBe(1);
});
