import { beforeAll, describe, expect, it } from "vitest";
import { appendView } from "@/domain/audit/append-view";
import { openDesk } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const look = (conversationId: string, userId: string, revision: number) =>
  appendView(db(), {
    type: "ingest.conversation.viewed",
    actor: { kind: "user", userId },
    conversationId,
    facts: { revision },
  });

describe("a look at a conversation", () => {
  it("is one event a minute for each person and revision", async () => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    for (let again = 0; again < 5; again += 1) await look(one, "a", 1);
    await look(one, "b", 1);
    await look(one, "a", 2);
    await look(other, "a", 1);
    expect(await db().auditEvent.count({ where: { conversationId: one } })).toBe(3);
    expect(await db().auditEvent.count({ where: { conversationId: other } })).toBe(1);
  });
});
