import { beforeAll, describe, expect, it } from "vitest";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { createSource } from "@/domain/ingest/create-source";
import { listSources } from "@/domain/ingest/list-sources";
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

  it("are for admins", async () => {
    await expect(createSource(await person("lead"), { platform: "api", name: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(listSources(await person("reviewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
