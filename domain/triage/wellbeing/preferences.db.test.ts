import { beforeAll, describe, expect, it } from "vitest";
import { openDesk, person } from "@/domain/testing/desk";
import { changePreferences } from "@/domain/triage/wellbeing/change-preferences";
import { getPreferences } from "@/domain/triage/wellbeing/get-preferences";
import { DEFAULT_PREFERENCES, preferencesSchema } from "@/domain/triage/wellbeing/preferences";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

describe("preferences", () => {
  it("are one's own, and come back as they were set", async () => {
    const [me, other] = [await person("reviewer"), await person("reviewer")];
    await changePreferences(me, { ...DEFAULT_PREFERENCES, veilText: true });
    const chosen = preferencesSchema.parse({
      ...DEFAULT_PREFERENCES,
      calm: true,
      optOutTypes: ["stalking", "abuse", "stalking"],
    });
    await changePreferences(me, chosen);
    expect(await getPreferences(me)).toEqual({
      ...DEFAULT_PREFERENCES,
      calm: true,
      optOutTypes: ["abuse", "stalking"],
    });
    expect(await getPreferences(other)).toEqual(DEFAULT_PREFERENCES);
  });

  it("keep what another window has set, also in the same moment", async () => {
    const me = await person("reviewer");
    await Promise.all([
      changePreferences(me, { veilText: true }),
      changePreferences(me, { optOutTypes: ["abuse"] }),
      changePreferences(me, { calm: true }),
    ]);
    expect(await changePreferences(me, { calm: false })).toEqual({
      ...DEFAULT_PREFERENCES,
      veilText: true,
      optOutTypes: ["abuse"],
    });
    expect(await changePreferences(me, { optOutTypes: [] })).toEqual({ ...DEFAULT_PREFERENCES, veilText: true });
  });

  it("change one type at a time, whatever list the window that asks was showing", async () => {
    const me = await person("reviewer");
    await Promise.all([
      changePreferences(me, { optOut: { abuse: true } }),
      changePreferences(me, { optOut: { stalking: true } }),
      changePreferences(me, { optOut: { neglect: true }, calm: true }),
    ]);
    expect(await changePreferences(me, { optOut: { neglect: false, abuse: true } })).toEqual({
      ...DEFAULT_PREFERENCES,
      calm: true,
      optOutTypes: ["abuse", "stalking"],
    });
    const replaced = await changePreferences(me, { optOutTypes: ["violence"], optOut: { suicide: true } });
    expect(replaced.optOutTypes).toEqual(["suicide", "violence"]);
  });

  it("leave no trace in the log that others read", async () => {
    const me = await person("reviewer");
    await changePreferences(me, { ...DEFAULT_PREFERENCES, optOutTypes: ["abuse"] });
    expect(await db().auditEvent.count({ where: { actorId: me.userId } })).toBe(0);
  });
});
