import { beforeAll, describe, expect, it } from "vitest";
import { openDesk } from "@/domain/testing/desk";
import { openAlert } from "@/domain/triage/alerts/open-alert";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

describe("openAlert", () => {
  const desk = { kind: "empty_desk", key: "empty_desk" } as const;
  const open = () => db().$transaction((tx) => openAlert(tx, desk));

  it("opens one about a thing, however many ask at once, and another once it is resolved", async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, open));
    const [id, ...more] = asked.filter((each) => each !== null);
    expect(more).toEqual([]);
    expect(await db().alert.findMany()).toMatchObject([{ id, ...desk, step: 1, nextStepAt: null, resolvedAt: null }]);
    expect(await db().auditEvent.count({ where: { type: "triage.alert.opened" } })).toBe(1);
    await db().alert.updateMany({ data: { resolvedAt: new Date() } });
    expect(await open()).not.toBeNull();
  });
});
