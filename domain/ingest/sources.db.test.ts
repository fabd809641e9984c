import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { addSourceSecret } from "@/domain/ingest/add-source-secret";
import { changeSource } from "@/domain/ingest/change-source";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { createSource } from "@/domain/ingest/create-source";
import { deleteSource } from "@/domain/ingest/delete-source";
import { getSource, listSources } from "@/domain/ingest/list-sources";
import { revokeIngestKey } from "@/domain/ingest/revoke-ingest-key";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

describe("sources and their keys", () => {
  it("makes one source of ten that are added under one name at once", async () => {
    const admin = await person("admin");
    const tries = Array.from({ length: 10 }, () => createSource(admin, { platform: "api", name: "Forum" }));
    const results = await Promise.allSettled(tries);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
  });

  it("puts ten keys of one name on one source, and shows none of them again", async () => {
    const admin = await person("admin");
    const keys = await Promise.all(Array.from({ length: 10 }, () => createIngestKey(admin, { name: "App" })));
    expect(new Set(keys.map((key) => key.sourceId)).size).toBe(1);
    const listed = JSON.stringify(await listSources(admin));
    for (const { key } of keys) expect(listed).not.toContain(key);
  });

  it("ends a key once, with one event", async () => {
    const admin = await person("admin");
    const { id } = await createIngestKey(admin, { name: "Ended" });
    await Promise.all([revokeIngestKey(admin, id), revokeIngestKey(admin, id), revokeIngestKey(admin, id)]);
    const events = await db().auditEvent.findMany({ where: { type: "ingest.key.revoked" } });
    expect(events.filter((event) => event.canonical.includes(id))).toHaveLength(1);
  });

  it("says which secrets stand in the address, and never shows one again", async () => {
    const admin = await person("admin");
    const { id, secret, url } = await createSource(admin, { platform: "chatwoot", name: "Desk", unsigned: true });
    await addSourceSecret(admin, id, { secret: "a-secret-of-the-platform" });
    const found = await getSource(admin, id);
    expect(found).toMatchObject({ platformLabel: "Chatwoot", urgency: "normal", conversations: 0, pausedAt: null });
    expect(found.webhook?.secrets.map(({ isInAddress }) => isInAddress)).toEqual([true, false]);
    expect(url).toContain(`key=${secret}`);
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(found.webhook?.url).toBe(url?.split("?")[0]);
  });

  it("takes no secret for an unsigned address, and makes none for a platform that signs", async () => {
    const admin = await person("admin");
    const [secret, unsigned] = ["a-secret-of-the-platform", true] as const;
    const refusedAt = (pointer: string) => ({ code: "INVALID", extra: { errors: [{ pointer }] } });
    const create = (platform: string, more: object) =>
      createSource(admin, { platform, name: `Both ${platform}`, ...more });
    await expect(create("chatwoot", { secrets: [secret], unsigned })).rejects.toMatchObject(refusedAt("/secrets"));
    await expect(create("slack", { unsigned })).rejects.toMatchObject({ code: "INVALID" });
    const desk = await create("chatwoot", { secrets: [secret] });
    await expect(addSourceSecret(admin, desk.id, { secret, unsigned })).rejects.toMatchObject(refusedAt("/secret"));
    expect((await getSource(admin, desk.id)).webhook?.secrets).toHaveLength(1);
    const workspace = await create("standard-webhooks", {});
    await expect(addSourceSecret(admin, workspace.id, { unsigned })).rejects.toMatchObject({ code: "INVALID" });
    expect((await listSources(admin)).filter(({ name }) => name === "Both slack")).toEqual([]);
  });

  it("counts the conversations of one source, and says when the newest began", async () => {
    const admin = await person("admin");
    const [busy, quiet] = [
      await createSource(admin, { platform: "api", name: "Busy" }),
      await createSource(admin, { platform: "api", name: "Quiet" }),
    ];
    for (const text of ["one", "two"]) {
      await acceptConversation(admin, { sourceId: busy.id, messages: [{ role: "user", text }] });
    }
    expect(await getSource(admin, busy.id)).toMatchObject({ conversations: 2, lastReceivedAt: expect.any(String) });
    expect(await getSource(admin, quiet.id)).toMatchObject({ conversations: 0, lastReceivedAt: null });
    const listed = (await listSources(admin)).find(({ id }) => id === busy.id);
    expect(listed).toEqual(await getSource(admin, busy.id));
  });

  it("changes a name, the urgency and the pause, and finds a deleted one no more", async () => {
    const admin = await person("admin");
    const { id } = await createSource(admin, { platform: "slack", name: "Workspace" });
    await changeSource(admin, id, { name: "Helpline", urgency: "urgent", paused: true });
    const changed = { name: "Helpline", urgency: "urgent", pausedAt: expect.any(String) };
    expect(await getSource(admin, id)).toMatchObject(changed);
    await deleteSource(admin, id);
    await expect(getSource(admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are for admins", async () => {
    await expect(createSource(await person("lead"), { platform: "api", name: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const { id } = await createSource(await person("admin"), { platform: "api", name: "Closed" });
    await expect(getSource(await person("lead", "auditor"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listSources(await person("reviewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
